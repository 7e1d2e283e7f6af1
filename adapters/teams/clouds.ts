// Microsoft's clouds: who signs the requests of Teams, who issues our tokens, and which hosts belong to Teams.

export interface Cloud {
  /** Issues tokens for the app's own tenant. */
  readonly loginUrl: (tenant: string) => string
  /** The scope that our tokens are for. */
  readonly scope: string
  readonly issuer: string
  /** The keys with which incoming tokens are signed. */
  readonly keysUrl: string
  /** The keys with which the emulator's tokens are signed. */
  readonly emulatorKeysUrl: string
  /** Whether the address belongs to Teams. Nothing is ever sent to another one. */
  readonly isTeams: (url: URL) => boolean
}

export type CloudName = 'public' | 'gcc' | 'gcc-high' | 'dod'

const ofHosts =
  (...hosts: readonly string[]) =>
  ({ protocol, hostname }: URL) =>
    protocol === 'https:' && hosts.includes(hostname)

const commercial = {
  loginUrl: (tenant: string) => `https://login.microsoftonline.com/${tenant}`,
  scope: 'https://api.botframework.com',
  issuer: 'https://api.botframework.com',
  keysUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  emulatorKeysUrl: 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
}

const government = {
  loginUrl: (tenant: string) => `https://login.microsoftonline.us/${tenant}`,
  scope: 'https://api.botframework.us',
  issuer: 'https://api.botframework.us',
  keysUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  emulatorKeysUrl:
    'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
}

/** The addresses are from Microsoft's guide to bots in government clouds and to proactive messages. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: { ...commercial, isTeams: ofHosts('smba.trafficmanager.net') },
  gcc: {
    ...commercial,
    isTeams: ofHosts('smba.infra.gcc.teams.microsoft.com', 'smba.trafficmanager.net'),
  },
  'gcc-high': { ...government, isTeams: ofHosts('smba.infra.gov.teams.microsoft.us') },
  dod: { ...government, isTeams: ofHosts('smba.infra.dod.teams.microsoft.us') },
}

/** A stand-in for Teams on this machine, for rehearsals. */
export const rehearsal: Cloud = {
  ...commercial,
  isTeams: ({ hostname }) => hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]',
}
