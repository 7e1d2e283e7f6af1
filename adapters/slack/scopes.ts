// The bot scopes that the app needs; docs/admin-slack.md gives the reason for each.
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
