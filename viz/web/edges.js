/* The edge layer of large pictures: straight lines drawn in batches, one path for each style, below the engine's nodes.
   The engine makes an object of every edge and draws them one by one; at 20,000 edges that takes seconds, and most of every frame. The lines are
   kept as a picture somewhat larger than the view: while the view only moves, this picture moves; it is drawn anew when the view leaves it, when
   the scale has come to rest, or when nodes have moved. Plain script of the page that stands alone, for
   browsers from Chrome 86 on. */
export default function edgeLayer(network, options) {
  "use strict";
  /* Below this scale dashes are finer than a pixel, and widths tell nothing. */
  var FAR = 0.35;
  var OPACITY = 0.55;
  /* Lines of one path: a longer one takes twice the time where no graphics processor helps, and so do lines of a pixel or more. */
  var PATH = 400, HAIR = 0.9;
  /* How much larger than the view the picture is; milliseconds of rest after which a new scale is drawn sharply, and what a drawing may take
     to be made at once. */
  var MARGIN = 1.5, REST = 120, QUICK = 25;
  var canvas = document.createElement("canvas"), kept = null, waiting = null, cost = 0;

  function lines(context, region, scale) {
    var bodies = network.body.nodes, far = scale < FAR, drawn = options.edges();
    context.globalAlpha = OPACITY;
    drawn.styles.forEach(function (style, n) {
      context.strokeStyle = style[0];
      context.lineWidth = far ? HAIR / scale : style[1];
      context.setLineDash(style[2] && !far ? [6, 5] : []);
      context.beginPath();
      var edges = drawn.edges[n];
      for (var e = 0; e < edges.length; e += 2) {
        var from = bodies[drawn.ids[edges[e]]], to = bodies[drawn.ids[edges[e + 1]]];
        if (hidden(from) || hidden(to)) continue;
        if ((from.x < region[0] && to.x < region[0]) || (from.x > region[2] && to.x > region[2])) continue;
        if ((from.y < region[1] && to.y < region[1]) || (from.y > region[3] && to.y > region[3])) continue;
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
        if (e % PATH === PATH - 2) {
          context.stroke();
          context.beginPath();
        }
      }
      context.stroke();
    });
  }

  function hidden(node) { return !node || node.options.hidden; }

  /* The edge nearest to a place of the picture, as number of its style and number within it, where it is no farther than `most`. */
  function at(x, y, most) {
    var bodies = network.body.nodes, drawn = options.edges(), best = most * most, found = null;
    for (var n = 0; n < drawn.edges.length; n++) {
      for (var edges = drawn.edges[n], e = 0; e < edges.length; e += 2) {
        var from = bodies[drawn.ids[edges[e]]], to = bodies[drawn.ids[edges[e + 1]]];
        if (hidden(from) || hidden(to)) continue;
        var dx = to.x - from.x, dy = to.y - from.y, long = dx * dx + dy * dy;
        var part = long ? Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / long)) : 0;
        var away = Math.pow(from.x + part * dx - x, 2) + Math.pow(from.y + part * dy - y, 2);
        if (away <= best) {
          best = away;
          found = { style: n, edge: e / 2 };
        }
      }
    }
    return found;
  }

  function keep(view, scale, ratio, half) {
    var region = [view.x - half.x * MARGIN, view.y - half.y * MARGIN, view.x + half.x * MARGIN, view.y + half.y * MARGIN];
    var started = performance.now(), pixels = scale * ratio;
    canvas.width = Math.ceil((region[2] - region[0]) * pixels);
    canvas.height = Math.ceil((region[3] - region[1]) * pixels);
    var context = canvas.getContext("2d", { alpha: true });
    context.setTransform(pixels, 0, 0, pixels, -region[0] * pixels, -region[1] * pixels);
    lines(context, region, scale);
    kept = { region: region, scale: scale };
    cost = performance.now() - started;
  }

  function rest() {
    waiting = null;
    kept = null;
    network.redraw();
  }

  function draw(context) {
    var scale = network.getScale(), view = network.getViewPosition(), ratio = context.getTransform().a / scale;
    var half = { x: context.canvas.width / ratio / scale / 2, y: context.canvas.height / ratio / scale / 2 };
    var left = kept && (view.x - half.x < kept.region[0] || view.x + half.x > kept.region[2] || view.y - half.y < kept.region[1] || view.y + half.y > kept.region[3]);
    var zoomed = kept && kept.scale !== scale;
    if (!kept || (left && !zoomed) || (zoomed && cost < QUICK)) {
      keep(view, scale, ratio, half);
    } else if (zoomed) {
      clearTimeout(waiting);
      waiting = setTimeout(rest, REST);
    }
    context.drawImage(canvas, kept.region[0], kept.region[1], kept.region[2] - kept.region[0], kept.region[3] - kept.region[1]);
  }

  network.on("beforeDrawing", draw);
  return {
    at: at,
    /** To be called when nodes were moved, hidden or added. */
    changed: function () { kept = null; },
  };
}
