/* The label layer: text of constant size at every zoom, the most important first, none over another.
   The policy is that of viz/labels.py, which wraps the lines; here they only find their places.
   Plain script for browsers from Chrome 86 on; shared by the page that stands alone and the network browser. */
export default function labelLayer(network, options) {
  "use strict";
  var SIZE = 13, LINE = 16, GAP = 3, BUCKET = 160;
  var widths = new Map();

  function widthOf(context, text) {
    var key = context.font + text, width = widths.get(key);
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

  function draw(context) {
    var ratio = context.getTransform().a / network.getScale();
    var view = network.getViewPosition(), scale = network.getScale();
    var wide = context.canvas.width / ratio, high = context.canvas.height / ratio;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = SIZE + "px " + options.font;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    var taken = new Boxes(), seen = [];
    options.nodes().forEach(function (node) {
      var x = (node.x - view.x) * scale + wide / 2, y = (node.y - view.y) * scale + high / 2;
      if (x < -100 || y < -40 || x > wide + 100 || y > high + 40) return;
      var half = node.size * scale;
      taken.add([x - half, y - half, x + half, y + half], node.id);
      seen.push({ id: node.id, x: x, y: y, half: half, lines: node.lines, importance: node.importance, strong: node.strong });
    });
    seen.sort(function (a, b) { return b.importance - a.importance || (a.id < b.id ? -1 : 1); });
    seen.forEach(function (node) {
      context.font = (node.strong ? "600 " : "") + SIZE + "px " + options.font;
      for (var f = 0; f < node.lines.length; f++) {
        var lines = node.lines[f], tall = LINE * lines.length;
        var half = Math.max.apply(null, lines.map(function (line) { return widthOf(context, line); })) / 2;
        var places = [
          [node.x, node.y + node.half + GAP],
          [node.x, node.y - node.half - GAP - tall],
          [node.x + node.half + GAP + half, node.y - tall / 2],
          [node.x - node.half - GAP - half, node.y - tall / 2],
          [node.x + 0.7 * half, node.y + node.half + GAP],
          [node.x + 0.7 * half, node.y - node.half - GAP - tall],
          [node.x - 0.7 * half, node.y + node.half + GAP],
          [node.x - 0.7 * half, node.y - node.half - GAP - tall],
        ];
        for (var p = 0; p < places.length; p++) {
          var box = [places[p][0] - half, places[p][1], places[p][0] + half, places[p][1] + tall];
          if (box[0] < 0 || box[1] < 0 || box[2] > wide || box[3] > high || taken.hits(box, node.id)) continue;
          taken.add(box, null);
          write(context, lines, places[p][0], places[p][1]);
          return;
        }
      }
    });
    context.restore();
  }

  function write(context, lines, x, y) {
    var dark = options.dark();
    context.strokeStyle = dark ? "#15181c" : "#ffffff";
    context.fillStyle = dark ? "#e8eaed" : "#1c1f23";
    context.lineWidth = 3;
    lines.forEach(function (line, n) {
      context.strokeText(line, x, y + SIZE + n * LINE);
      context.fillText(line, x, y + SIZE + n * LINE);
    });
  }

  network.on("afterDrawing", draw);
  return { draw: draw };
}
