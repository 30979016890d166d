/* The label layer: text of constant size at every zoom, the most important first, none over another, none cut by the edge while the whole picture is
   in view. The policy is that of viz/labels.py, which wraps the lines; here they only find their places. `options.badge(node, scale)` may give a
   short text that stands at a node's corner; `options.room()` the part of the map that the view of the whole shows: {scale, left, top, right, bottom}.
   Plain script for browsers from Chrome 86 on; shared by the page that stands alone and the network browser. */
export default function labelLayer(network, options) {
  "use strict";
  var SIZE = 13, LINE = 16, GAP = 3, BUCKET = 160, EDGE = 4;
  var BADGE = { font: "600 11px sans-serif", tall: 14, pad: 3 };
  /* From afar no more labels than this have room on a screen: the least important are not even measured, which is what costs. */
  var FAR = 0.35, MOST = 600;
  var widths = new Map();

  function widthOf(context, font, text) {
    var key = font + text, width = widths.get(key);
    if (width === undefined) {
      context.font = font;
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
    var taken = new Boxes(), found = { labels: [], badges: [] };
    var seen = nodes.map(function (node) {
      var half = node.size * scale, x = node.x * scale, y = node.y * scale;
      taken.add([x - half, y - half, x + half, y + half], node.id);
      var text = options.badge ? options.badge(node, scale) : "", head = y - half;
      if (text) {
        var wide = widthOf(context, BADGE.font, text) + 2 * BADGE.pad, left = x + 0.7 * half, top = y - 0.7 * half - BADGE.tall;
        found.badges.push({ box: [left, top, left + wide, top + BADGE.tall], text: text });
        taken.add(found.badges[found.badges.length - 1].box, null);
        head = Math.min(head, top);
      }
      return { id: node.id, x: x, y: y, half: half, head: head, lines: node.lines, importance: node.importance, strong: node.strong, must: node.must };
    });
    var room = options.room ? options.room() : null, bounds = null;
    if (room && scale <= room.scale * 1.01) {
      bounds = [room.left * room.scale + EDGE, room.top * room.scale + EDGE, room.right * room.scale - EDGE, room.bottom * room.scale - EDGE];
      /* Further away than the whole, the same part of the map has less room. */
      bounds = bounds.map(function (side, n) { var middle = (bounds[n % 2] + bounds[n % 2 + 2]) / 2; return middle * scale / room.scale + side - middle; });
    }
    seen.sort(function (a, b) { return b.importance - a.importance || (a.id < b.id ? -1 : 1); });
    (scale < FAR ? seen.slice(0, MOST) : seen).forEach(function (node) {
      var font = (node.strong ? "600 " : "") + SIZE + "px " + options.font;
      /* What everything is about has its name at any rate, in its shortest form and over small things beside it. */
      for (var f = 0; f < node.lines.length + (node.must && node.lines.length ? 1 : 0); f++) {
        var forced = f === node.lines.length, lines = node.lines[forced ? f - 1 : f], tall = LINE * lines.length;
        var half = Math.max.apply(null, lines.map(function (line) { return widthOf(context, font, line); })) / 2;
        var below = node.y + node.half + GAP, above = node.head - GAP - tall, beside = node.half + GAP + half;
        /* x of the middle, y of the top, how far the text may slide sideways to stay in the picture */
        var places = [
          [node.x, below, half], [node.x, above, half], [node.x + beside, node.y - tall / 2, 0], [node.x - beside, node.y - tall / 2, 0],
          [node.x + 0.7 * half, below, half], [node.x + 0.7 * half, above, half], [node.x - 0.7 * half, below, half], [node.x - 0.7 * half, above, half],
        ];
        for (var p = 0; p < places.length; p++) {
          var x = places[p][0], top = places[p][1];
          if (bounds) {
            var within = Math.min(Math.max(x, bounds[0] + half), Math.max(bounds[2] - half, bounds[0] + half));
            if (Math.abs(within - x) > places[p][2] || Math.abs(within - node.x) > beside || top < bounds[1] || top + tall > bounds[3]) continue;
            x = within;
          }
          var box = [x - half, top, x + half, top + tall];
          if (!forced && taken.hits(box, node.id)) continue;
          taken.add(box, null);
          found.labels.push({ box: box, lines: lines, font: font });
          return;
        }
      }
    });
    return found;
  }

  var placed = { labels: [], badges: [] }, placedScale = 0, placedNodes = null;

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
    function visit(items, show) {
      items.forEach(function (item) {
        var x = left + item.box[0], y = top + item.box[1], across = item.box[2] - item.box[0];
        if (x <= wide && y <= high && x + across >= 0 && top + item.box[3] >= 0) show(item, x, y, across);
      });
    }
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    visit(placed.badges, function (badge, x, y, across) {
      context.font = BADGE.font;
      context.fillStyle = dark ? "#3a4048" : "#e3e6ea";
      context.fillRect(x, y, across, BADGE.tall);
      context.fillStyle = dark ? "#ffffff" : "#1c1f23";
      context.fillText(badge.text, x + across / 2, y + BADGE.tall - 3);
    });
    visit(placed.labels, function (label, x, y, across) {
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
  return {
    draw: draw,
    /** What is drawn: boxes in pixels of the map at the present scale. */
    placed: function () { return placed; },
  };
}
