/* What is told of an edge that the edge layer draws, when it is pointed at: the engine knows nothing of it. Plain script of the page that stands
   alone. `tell(found)` gives the text of what `layer.at` found. */
export default function pointing(network, layer, tell) {
  "use strict";
  /* Pixels that a hand may be beside a line, and milliseconds for which it must rest. */
  var BESIDE = 5, REST = 120;
  var place = network.body.container, tip = document.createElement("div"), waiting = null;
  tip.className = "vis-tooltip edge";
  tip.setAttribute("role", "tooltip");
  place.appendChild(tip);

  function hide() {
    clearTimeout(waiting);
    tip.style.visibility = "hidden";
  }

  function show(x, y) {
    if (network.getNodeAt({ x: x, y: y })) return;
    var point = network.DOMtoCanvas({ x: x, y: y }), found = layer.at(point.x, point.y, BESIDE / network.getScale());
    if (!found) return;
    tip.textContent = tell(found);
    tip.style.left = Math.max(0, Math.min(x + 12, place.clientWidth - tip.offsetWidth)) + "px";
    tip.style.top = Math.max(0, Math.min(y + 12, place.clientHeight - tip.offsetHeight)) + "px";
    tip.style.visibility = "visible";
  }

  place.addEventListener("mousemove", function (event) {
    hide();
    if (event.buttons) return;
    var box = place.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    waiting = setTimeout(function () { show(x, y); }, REST);
  });
  ["mouseleave", "mousedown", "wheel"].forEach(function (name) { place.addEventListener(name, hide, { passive: true }); });
}
