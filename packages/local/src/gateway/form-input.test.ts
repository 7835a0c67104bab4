import { describe, expect, test } from 'vitest';
import { formInput, readForm } from './form-input.ts';

const inputOf = (form: string) => formInput(new URLSearchParams(form));

test('members, lists and maps as the query protocol writes them', () => {
  const form =
    'Action=Subscribe&Version=1&TopicArn=t&List.member.1=a&List.member.2.Id=b' +
    '&Attributes.entry.1.key=k&Attributes.entry.1.value=v&Named.entry.1.Name=n&Named.entry.1.Value.DataType=String';
  expect(inputOf(form)).toEqual({
    TopicArn: 't',
    List: ['a', { Id: 'b' }],
    Attributes: { k: 'v' },
    Named: { n: { DataType: 'String' } },
  });
});

describe('a form that no client writes is refused, or read as far as it goes', () => {
  const refused = (form: string) =>
    expect(() => inputOf(form)).toThrow('The query string contains a syntax error');

  test('more members than any input has', () => {
    expect(() => readForm('a=1&'.repeat(10_000))).toThrow('It has more than 10000 members.');
    expect(readForm('a=1&b=2').get('b')).toBe('2');
  });
  test('a key that has members', () => refused('Attributes.entry.1.key.x=1'));
  test('a member of a member of a member', () => refused(`A${'.entry.1'.repeat(3000)}=x`));
  test.each(['A.entry.1=x', 'A.member=x', '=x', '.=x', '%E0%A4%A', '__proto__.x=1'])('%s', (form) => {
    expect(() => inputOf(form)).not.toThrow();
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});
