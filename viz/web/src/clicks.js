/* Clicks as the hand made them. The engine times a click by the moment at which it comes to handle it: on a slow machine, where the first click
   of two draws the picture anew, the second came too late and a double click was lost, and a click became a long press. Here the browser's own
   count and the time stamps of its events decide, which do not wait for anybody. */

/* Milliseconds between the clicks of a double click, those for which a resting finger holds, and pixels that a hand trembles. */
const TWICE = 500, HOLD = 500, STILL = 5, STILL_FINGER = 12;

/** Calls `once` at a first click, `twice` at the second of two quick ones on the same thing, `held` where a finger rests on it; `thingAt(event, finger)` says
    what is there. */
export function onClicks(place, thingAt, { once, twice, held }) {
  let down = null, before = null, waiting = null;
  const far = (event) => Math.hypot(event.clientX - down.x, event.clientY - down.y) > (down.finger ? STILL_FINGER : STILL);
  const hold = (event) => {
    down.held = true;
    before = null;
    held(thingAt(event, true));
  };
  const rest = () => clearTimeout(waiting);
  place.addEventListener("pointerdown", (event) => {
    rest();
    if (!event.isPrimary) { if (down) down.held = true; return; } // two fingers pinch
    down = { x: event.clientX, y: event.clientY, finger: event.pointerType === "touch", at: event.timeStamp, held: false };
    if (down.finger) waiting = setTimeout(() => hold(event), HOLD);
  });
  place.addEventListener("pointermove", (event) => { if (down && far(event)) rest(); });
  ["pointerup", "pointercancel"].forEach((name) => place.addEventListener(name, rest));
  // a resting finger would open the browser's own menu over the picture
  place.addEventListener("contextmenu", (event) => { if (down && down.finger) event.preventDefault(); });
  place.addEventListener("click", (event) => {
    if (down && (down.held || far(event))) { before = null; return; }
    if (down && down.finger && event.timeStamp - down.at >= HOLD) { hold(event); return; }
    const thing = thingAt(event, Boolean(down && down.finger));
    // a finger's clicks are not counted by every browser, so both are asked: the count and the time
    const second = before && before.thing === thing && (event.detail === before.count + 1 || event.timeStamp - before.at < TWICE);
    before = second ? null : { thing, at: event.timeStamp, count: event.detail };
    if (second) twice(thing, event); else once(thing, event);
  });
}
