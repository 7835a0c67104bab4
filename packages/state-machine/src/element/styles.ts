/** Colours are custom properties of the host; each default has a light and a dark side, by the host's color-scheme. */
export const styles = `
:host {
  --_surface: var(--state-machine-surface, light-dark(#ffffff, #1b2130));
  --_container: var(--state-machine-container, light-dark(#f5f7fa, #151a26));
  --_border: var(--state-machine-border, light-dark(#c3cad6, #3c465c));
  --_text: var(--state-machine-text, light-dark(#1a2233, #e8ecf4));
  --_muted: var(--state-machine-muted, light-dark(#5a6579, #9ba6bb));
  --_running: var(--state-machine-running, light-dark(#0b62d6, #6cb0ff));
  --_succeeded: var(--state-machine-succeeded, light-dark(#15803d, #4ade80));
  --_caught: var(--state-machine-caught, light-dark(#a15c00, #fbbf24));
  --_failed: var(--state-machine-failed, light-dark(#c81e2c, #ff7b85));
  --_aborted: var(--state-machine-aborted, light-dark(#6d4aa8, #c3a6ff));
  display: block; overflow: auto; color: var(--_text);
  font: 13px/1.3 var(--state-machine-font, system-ui, sans-serif);
}
svg { display: block; margin: auto; max-width: none; }
text { fill: var(--_text); font-size: 13px; }
.state > :not(.box) { pointer-events: none; }
.name { font-weight: 600; }
.type, .badge { fill: var(--_muted); font-size: 11px; }
.mark, .badge { text-anchor: end; }
.mark { font-weight: 700; }
.box { fill: var(--_surface); stroke: var(--_border); stroke-width: 1.25; transition: fill .2s, stroke .2s; }
.container > .box { fill: var(--_container); stroke-dasharray: 5 4; }
.icon { fill: none; stroke: var(--_muted); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.box { outline: none; }
.state { cursor: pointer; --_light: var(--_border); }
.running { --_light: var(--_running); }
.succeeded { --_light: var(--_succeeded); }
.caught { --_light: var(--_caught); }
.failed { --_light: var(--_failed); }
.aborted { --_light: var(--_aborted); }
.state:not(.idle) > .box { stroke: var(--_light); stroke-width: 2; fill: color-mix(in srgb, var(--_light) 9%, var(--_surface)); }
.state.container:not(.idle) > .box { fill: color-mix(in srgb, var(--_light) 4%, var(--_container)); }
.state:not(.idle) > .icon { stroke: var(--_light); }
.state:not(.idle) > .mark { fill: var(--_light); }
.running:not(.container) > .box { animation: breathe 1.6s ease-in-out infinite; }
.state:hover > .box { stroke: var(--_text); }
.box:focus-visible, .state.selected > .box { stroke: var(--_text); stroke-width: 3; }
.way { fill: none; stroke: var(--_border); stroke-width: 1.5; }
.way.catch { stroke-dasharray: 3 4; }
.way.taken { stroke: var(--_succeeded); stroke-width: 2; }
.way.catch.taken { stroke: var(--_caught); }
.head { fill: var(--_border); }
.arrow-taken { fill: var(--_succeeded); }
.label { font-size: 11px; fill: var(--_muted); text-anchor: middle; paint-order: stroke; stroke: var(--state-machine-background, light-dark(#fff, #10141d)); stroke-width: 4px; }
.problem { padding: 12px; color: var(--_failed); white-space: pre-wrap; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes breathe { 50% { stroke-opacity: .35; } }
@media (prefers-reduced-motion: reduce) { .running > .box { animation: none; } .box { transition: none; } }
@media (forced-colors: active) { .box { stroke: CanvasText; } .state.selected > .box, .box:focus-visible { stroke: Highlight; } }
`;
