/** `aws:userid` of a session of a role, made up from its name: AWS gives each role an ID of its own. */
export function userIdOf(sessionArn: string): string {
  const [role = '', session = ''] = sessionArn.split('/').slice(1);
  return `AROALOCAL${role.toUpperCase()}:${session}`;
}
