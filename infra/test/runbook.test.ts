import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appTemplates } from './templates.ts';

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly TreatMissingData: string;
}

const templates = appTemplates('dev');
const alarmsOf = (template: (typeof templates)['Relay']): AlarmProperties[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const alarms = Object.values(templates).flatMap(alarmsOf);
const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

describe('the runbook', () => {
  it('has a section for each alarm, and none for another', () => {
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const named = alarms.map(
      ({ AlarmDescription }) => /docs\/runbook\.md#(\S+)$/.exec(AlarmDescription)?.[1],
    );
    expect(new Set(named)).toEqual(new Set(sections));
  });

  it('says of each what it means, how to look and what to do', () => {
    for (const section of page.split(/^## /m).slice(1)) {
      for (const part of ['**Means.**', '**Look.**', '**Do.**']) expect(section).toContain(part);
    }
  });
});

it('every dead-letter queue has an alarm of its name', () => {
  const letters = Object.values(templates)
    .flatMap((template) => Object.values(template.findResources('AWS::SQS::Queue')))
    .map(({ Properties }) => Properties.QueueName)
    .filter((name) => name.endsWith('-dead-letters'));
  expect(letters.length).toBe(2);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(expect.arrayContaining(letters));
});

it('alarms of the relay are published to its topic, and missing data raises no alarm', () => {
  for (const alarm of alarmsOf(templates.Relay)) {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.TreatMissingData).toBe('notBreaching');
  }
});
