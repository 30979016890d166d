/* All that the pages add with scripts: the key / goes to the search box, and a picture wider than the screen begins at its middle. */
document.addEventListener("keydown", function (event) {
  var at = document.activeElement;
  var typing = at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    var box = document.querySelector("main input[type=search], header input[type=search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});
document.querySelectorAll("figure.network > .picture").forEach(function (picture) {
  picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2;
});
