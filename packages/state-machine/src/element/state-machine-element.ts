import { readDefinition } from '../graph/definition.ts';
import { graphOf } from '../graph/graph.ts';
import { type Layout, layOut } from '../layout/layout.ts';
import { describeState } from '../picture/describe.ts';
import { picture } from '../picture/picture.ts';
import type { HistoryEvent } from '../progress/history-event.ts';
import { type Lighting, lightingOf } from '../progress/lighting.ts';
import { neighbour } from './neighbour.ts';
import { render, update } from './render.ts';
import { styles } from './styles.ts';

const zooms = { least: 0.25, most: 3, step: 1.2 };

/**
 * `<state-machine>`: set `definition` (Amazon States Language, text or value) and `history` (events of
 * GetExecutionHistory, oldest first). It fires `state-select` with `{ detail: { name } }` when a state is chosen; arrow
 * keys move between states, Enter chooses, `+`, `-` and `0` zoom.
 */
export class StateMachineElement extends HTMLElement {
  #definition: unknown;
  #history: readonly HistoryEvent[] = [];
  #selected: string | undefined;
  #zoom = 1;
  #start = '';
  #layout: Layout | undefined;
  #lighting: Lighting = lightingOf([]);
  #drawing: SVGElement | undefined;
  #said: HTMLElement | undefined;

  get definition(): unknown {
    return this.#definition;
  }

  /** What cannot be drawn is shown as a sentence in place of the picture. */
  set definition(value: unknown) {
    if (value === this.#definition) return;
    this.#definition = value;
    this.#layout = undefined;
    this.#drawing = undefined;
    this.#draw();
  }

  get history(): readonly HistoryEvent[] {
    return this.#history;
  }

  set history(events: readonly HistoryEvent[]) {
    this.#history = events;
    this.#lighting = lightingOf(events);
    this.#draw();
  }

  /** The name of the chosen state. */
  get selected(): string | undefined {
    return this.#selected;
  }

  set selected(name: string | undefined) {
    this.#selected = name;
    this.#draw();
  }

  connectedCallback(): void {
    if (this.shadowRoot === null) this.#attach();
    this.#draw();
  }

  #attach(): void {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#said = document.createElement('div');
    this.#said.className = 'said';
    this.#said.setAttribute('role', 'status');
    root.append(this.#said);
    root.addEventListener('click', (event) => this.#choose(stateOf(event)));
    root.addEventListener('keydown', (event) => this.#press(event as KeyboardEvent));
  }

  #draw(): void {
    const root = this.shadowRoot;
    if (root === null || this.#definition === undefined) return;
    try {
      if (this.#layout === undefined) {
        const graph = graphOf(readDefinition(this.#definition));
        this.#start = graph.startAt;
        this.#layout = layOut(graph);
      }
    } catch (error) {
      this.#show(problem((error as Error).message));
      return;
    }
    const drawn = picture({
      layout: this.#layout,
      lighting: this.#lighting,
      selected: this.#selected,
      zoom: this.#zoom,
      label: this.getAttribute('label') ?? 'State machine',
    });
    if (this.#drawing === undefined) {
      this.#drawing = render(drawn);
      this.#show(this.#drawing);
      this.#tabTo(this.#start);
    } else update(this.#drawing, drawn);
    this.#say();
  }

  #show(content: Element): void {
    for (const child of [...(this.shadowRoot?.children ?? [])]) if (child !== this.#said) child.remove();
    this.shadowRoot?.append(content);
  }

  /** Tells screen readers where the execution is, when that changes. */
  #say(): void {
    const running =
      this.#layout?.boxes.filter(({ node }) => this.#lighting.light(node.name).light === 'running') ?? [];
    const said = running.map(({ node }) => describeState(node, this.#lighting.light(node.name))).join('; ');
    const text =
      said || (this.#lighting.status === 'unknown' ? '' : `The execution is ${this.#lighting.status}`);
    if (this.#said !== undefined && this.#said.textContent !== text) this.#said.textContent = text;
  }

  #choose(name: string | undefined): void {
    if (name === undefined) return;
    this.#focus(name);
    this.selected = name;
    this.dispatchEvent(new CustomEvent('state-select', { detail: { name }, bubbles: true, composed: true }));
  }

  #press(event: KeyboardEvent): void {
    const from = stateOf(event);
    const factor = { '+': zooms.step, '-': 1 / zooms.step, '0': 1 / this.#zoom }[event.key];
    if (factor !== undefined) {
      this.#zoom = Math.min(zooms.most, Math.max(zooms.least, this.#zoom * factor));
      this.#draw();
    } else if (event.key === 'Enter' || event.key === ' ') this.#choose(from);
    else {
      const to = from === undefined ? undefined : neighbour(this.#layout?.boxes ?? [], from, event.key);
      if (to === undefined) return;
      this.#focus(to);
    }
    event.preventDefault();
  }

  #focus(name: string): void {
    this.#tabTo(name)?.focus();
  }

  /** One state at a time is reached by Tab: the one that was reached last. */
  #tabTo(name: string): SVGElement | undefined {
    const buttons = [...(this.#drawing?.querySelectorAll<SVGElement>('[role=button]') ?? [])];
    for (const button of buttons) button.setAttribute('tabindex', button.dataset.state === name ? '0' : '-1');
    return buttons.find((button) => button.dataset.state === name);
  }
}

function stateOf(event: Event): string | undefined {
  const element = event.target instanceof Element ? event.target.closest<SVGElement>('[data-state]') : null;
  return element?.dataset.state;
}

function problem(message: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'problem';
  element.setAttribute('role', 'alert');
  element.textContent = `This state machine cannot be drawn: ${message}`;
  return element;
}
