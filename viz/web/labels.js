/* The label layer: text of constant size at every zoom, the most important first, none over another.
   The policy is that of viz/labels.py, which wraps the lines; here they only find their places.
   Plain script for browsers from Chrome 86 on; shared by the page that stands alone and the network browser. */
export default function labelLayer(network, options) {
  "use strict";
  var SIZE = 13, LINE = 16, GAP = 3, BUCKET = 160;
  /* From afar no more labels than this have room on a screen: the least important are not even measured, which is what costs. */
  var FAR = 0.35, MOST = 600;
  var widths = new Map();

  function widthOf(context, font, text) {
    var key = font + text, width = widths.get(key);
    if (width === undefined) {
      width = context.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  }

  function Boxes() {
    this.squares = new Map();
  }
  Boxes.prototype.each = function (box, visit) {
    for (var i = Math.floor(box[0] / BUCKET); i <= Math.floor(box[2] / BUCKET); i++) {
      for (var j = Math.floor(box[1] / BUCKET); j <= Math.floor(box[3] / BUCKET); j++) {
        if (visit(i * 65536 + j)) return true;
      }
    }
    return false;
  };
  Boxes.prototype.add = function (box, owner) {
    var squares = this.squares;
    this.each(box, function (key) {
      var held = squares.get(key);
      if (!held) squares.set(key, (held = []));
      held.push([box, owner]);
      return false;
    });
  };
  Boxes.prototype.hits = function (box, owner) {
    var squares = this.squares;
    return this.each(box, function (key) {
      var held = squares.get(key) || [];
      for (var n = 0; n < held.length; n++) {
        var other = held[n][0];
        if (held[n][1] !== owner && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
      return false;
    });
  };

  /* Where labels stand does not change while the picture is only moved: places are found once for a scale and a set of nodes. */
  function place(context, nodes, scale) {
    var taken = new Boxes();
    var seen = nodes.map(function (node) {
      var half = node.size * scale, x = node.x * scale, y = node.y * scale;
      taken.add([x - half, y - half, x + half, y + half], node.id);
      return { id: node.id, x: x, y: y, half: half, lines: node.lines, importance: node.importance, strong: node.strong };
    });
    seen.sort(function (a, b) { return b.importance - a.importance || (a.id < b.id ? -1 : 1); });
    var found = [];
    (scale < FAR ? seen.slice(0, MOST) : seen).forEach(function (node) {
      var font = (node.strong ? "600 " : "") + SIZE + "px " + options.font;
      for (var f = 0; f < node.lines.length; f++) {
        var lines = node.lines[f], tall = LINE * lines.length;
        context.font = font;
        var half = Math.max.apply(null, lines.map(function (line) { return widthOf(context, font, line); })) / 2;
        var below = node.y + node.half + GAP, above = node.y - node.half - GAP - tall;
        var places = [
          [node.x, below], [node.x, above],
          [node.x + node.half + GAP + half, node.y - tall / 2], [node.x - node.half - GAP - half, node.y - tall / 2],
          [node.x + 0.7 * half, below], [node.x + 0.7 * half, above], [node.x - 0.7 * half, below], [node.x - 0.7 * half, above],
        ];
        for (var p = 0; p < places.length; p++) {
          var box = [places[p][0] - half, places[p][1], places[p][0] + half, places[p][1] + tall];
          if (taken.hits(box, node.id)) continue;
          taken.add(box, null);
          found.push({ box: box, lines: lines, font: font });
          return;
        }
      }
    });
    return found;
  }

  var placed = [], placedScale = 0, placedNodes = null;

  function draw(context) {
    var scale = network.getScale(), view = network.getViewPosition(), nodes = options.nodes();
    var ratio = context.getTransform().a / scale;
    var wide = context.canvas.width / ratio, high = context.canvas.height / ratio;
    var left = wide / 2 - view.x * scale, top = high / 2 - view.y * scale, dark = options.dark();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (scale !== placedScale || nodes !== placedNodes) {
      placed = place(context, nodes, scale);
      placedScale = scale;
      placedNodes = nodes;
    }
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    placed.forEach(function (label) {
      var x = left + label.box[0], y = top + label.box[1], across = label.box[2] - label.box[0];
      if (x > wide || y > high || x + across < 0 || top + label.box[3] < 0) return;
      context.font = label.font;
      /* A veil under the text instead of an outline around it: an outline costs ten times as much without a graphics processor. */
      context.fillStyle = dark ? "rgba(21,24,28,0.72)" : "rgba(255,255,255,0.72)";
      context.fillRect(x, y, across, label.box[3] - label.box[1]);
      context.fillStyle = dark ? "#e8eaed" : "#1c1f23";
      label.lines.forEach(function (line, n) { context.fillText(line, x + across / 2, y + SIZE + n * LINE); });
    });
    context.restore();
  }

  network.on("afterDrawing", draw);
  return { draw: draw };
}
