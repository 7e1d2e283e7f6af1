// What the app asks of a workspace; docs/admin-slack.md gives the reason for each.

export const scopes = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:read',
  'im:history',
  'im:write',
  'users:read',
] as const
