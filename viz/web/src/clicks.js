/* Clicks as the hand made them. The engine times a click by the moment at which it comes to handle it: on a slow machine, where the first click
   of two draws the picture anew, the second came too late and a double click was lost, and a click became a long press. Here the browser's own
   count and the time stamps of its events decide, which do not wait for anybody. */

/* Milliseconds between the clicks of a double click, and pixels that a hand trembles. */
const TWICE = 500, STILL = 5;

/** Calls `once` at a first click and `twice` at the second of two quick ones on the same thing; `thingAt(event)` says what is there. */
export function onClicks(place, thingAt, { once, twice }) {
  let down = null, before = null;
  place.addEventListener("pointerdown", (event) => { down = { x: event.clientX, y: event.clientY }; });
  place.addEventListener("click", (event) => {
    const dragged = down && Math.hypot(event.clientX - down.x, event.clientY - down.y) > STILL;
    if (dragged) { before = null; return; }
    const thing = thingAt(event);
    // a finger's clicks are not counted by every browser, so both are asked: the count and the time
    const second = before && before.thing === thing && (event.detail === before.count + 1 || event.timeStamp - before.at < TWICE);
    before = second ? null : { thing, at: event.timeStamp, count: event.detail };
    if (second) twice(thing, event); else once(thing, event);
  });
}
