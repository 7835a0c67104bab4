import '@callback-relay/state-machine/define';
import type { HistoryEvent } from '@callback-relay/state-machine';
import { useEffect, useRef } from 'preact/hooks';

interface StateMachineProps {
  readonly definition: string;
  readonly events: readonly HistoryEvent[];
  readonly selected: string | undefined;
  readonly select: (name: string) => void;
}

interface StateMachineElement extends HTMLElement {
  definition: unknown;
  history: readonly HistoryEvent[];
  selected: string | undefined;
}

/** The element, whose properties are values and no attributes. */
export function StateMachine({ definition, events, selected, select }: StateMachineProps) {
  const box = useRef<HTMLDivElement>(null);
  const element = useRef<StateMachineElement>(undefined);
  useEffect(() => {
    const machine = document.createElement('state-machine') as StateMachineElement;
    machine.setAttribute('label', 'State machine');
    element.current = machine;
    box.current?.replaceChildren(machine);
    const listen = (event: Event) => select((event as CustomEvent<{ name: string }>).detail.name);
    machine.addEventListener('state-select', listen);
    return () => machine.remove();
  }, []);
  useEffect(() => {
    if (element.current !== undefined) element.current.definition = definition;
  }, [definition]);
  useEffect(() => {
    if (element.current !== undefined) element.current.history = events;
  }, [events]);
  useEffect(() => {
    if (element.current !== undefined) element.current.selected = selected;
  }, [selected]);
  return <div class="machine" ref={box} />;
}
