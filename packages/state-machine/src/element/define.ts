import { StateMachineElement } from './state-machine-element.ts';

if (customElements.get('state-machine') === undefined)
  customElements.define('state-machine', StateMachineElement);
