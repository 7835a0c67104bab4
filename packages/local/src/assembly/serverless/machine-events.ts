import { type EventTarget, eventRule, eventSchedule, startingRole } from './event-rule.ts';
import type { Members, Resources } from './made.ts';
import type { ServerlessEvents } from './serverless-properties.ts';
import { unsupportedEvent } from './unsupported-event.ts';

type MachineEvent = (id: string, properties: Members, machine: EventTarget) => Resources;

/** By SAM's names: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-statemachine-statemachineeventsource.html */
const machineEventTypes: Readonly<Record<string, MachineEvent>> = {
  EventBridgeRule: rule,
  CloudWatchEvent: rule,
  Schedule: rule,
  ScheduleV2: eventSchedule,
};

/** What each event of a state machine becomes. */
export function machineEvents(machineId: string, events: ServerlessEvents): Resources {
  const machine = {
    arn: { Ref: machineId },
    idSuffix: 'StepFunctionsTarget',
    action: 'states:StartExecution',
  };
  return Object.entries(events).flatMap(([name, { Type, Properties = {} }]) => {
    const known = Object.hasOwn(machineEventTypes, Type) ? machineEventTypes[Type] : undefined;
    return known === undefined
      ? unsupportedEvent('StateMachine', `${machineId}${name}`, Type, Properties)
      : known(`${machineId}${name}`, Properties, machine);
  });
}

/** EventBridge starts a state machine by a role: one of its own where none is given. */
function rule(id: string, properties: Members, machine: EventTarget): Resources {
  const { RoleArn, ...rest } = properties;
  if (RoleArn !== undefined) return eventRule(id, rest, machine, { RoleArn });
  const role = startingRole(id, 'events.amazonaws.com', machine);
  return [...eventRule(id, rest, machine, { RoleArn: { 'Fn::GetAtt': [role[0], 'Arn'] } }), role];
}
