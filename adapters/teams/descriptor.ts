// The settings of Teams, and how it is opened.
import * as v from 'valibot'
import {
  type AdapterDescriptor,
  type Given,
  SettingError,
  type SettingsContext,
} from '../../src/chat/adapter-descriptor.ts'
import { optionalMatch, optionalSwitch } from '../shared/settings.ts'
import type { CloudName } from './clouds.ts'
import type { Registration } from './receive/authenticate.ts'

const cloudNames = ['public', 'gcc', 'gcc-high', 'dod'] as const satisfies readonly CloudName[]
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const variables = {
  TEAMS_APP_ID: optionalMatch(guid),
  TEAMS_APP_PASSWORD: optionalMatch(/^\S{8,}$/),
  TEAMS_APP_TENANT: optionalMatch(guid),
  TEAMS_TENANTS: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(/[\s,]+/).filter((tenant) => tenant !== '')),
      v.check((tenants) => tenants.every((tenant) => guid.test(tenant))),
    ),
  ),
  TEAMS_CLOUD: v.optional(v.picklist(cloudNames)),
  TEAMS_REHEARSAL: optionalSwitch,
}

export interface TeamsConfig {
  readonly cloud: CloudName
  /** Without it nobody who sends is checked, so it is absent only in rehearsals on this machine. */
  readonly app?: Registration
  /** The tenants whose people are served; without it, all. */
  readonly tenants?: readonly string[]
}

type Variables = Given<typeof variables>

const inEntra = 'of the app registration in Microsoft Entra'

export const teams: AdapterDescriptor<typeof variables, TeamsConfig> = {
  name: 'teams',
  variables,
  hints: {
    TEAMS_APP_ID: `the “Application (client) ID” ${inEntra}`,
    TEAMS_APP_PASSWORD: `the value of a client secret ${inEntra}, or not set for a managed identity`,
    TEAMS_APP_TENANT: `the “Directory (tenant) ID” ${inEntra}`,
    TEAMS_TENANTS: 'ids of tenants with commas between them, or not set for the app’s own',
    TEAMS_CLOUD: `one of ${cloudNames.join(', ')}`,
    TEAMS_REHEARSAL: '1, or not set',
  },
  movesClock: false,

  configure(given, context) {
    if (Object.keys(given).length === 0) return undefined
    const cloud = given.TEAMS_CLOUD ?? 'public'
    if (given.TEAMS_REHEARSAL === undefined) return { cloud, ...registrationIn(given, context) }
    if (given.TEAMS_APP_ID !== undefined || context.isProduction)
      throw new SettingError(
        'TEAMS_REHEARSAL believes whoever sends, so it goes neither with TEAMS_APP_ID nor with NODE_ENV=production: unset one or the other.',
      )
    return { cloud }
  },

  async open({ cloud, app, tenants }, context) {
    const { clouds, createTeams, rehearsal } = await import('./index.ts')
    const isRehearsal = app === undefined
    const settings = { cloud: isRehearsal ? rehearsal : clouds[cloud], app, tenants }
    const opened = createTeams({ settings, ...context })
    return {
      ...opened,
      http: {
        kind: 'public',
        pathPrefix: '/teams/',
        handle: opened.handle,
        onlyThisMachine: isRehearsal,
        announcement: (url) => `Teams is answered at ${url}/teams/messages.`,
      },
    }
  },
}

function registrationIn(given: Variables, { missing }: SettingsContext) {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_APP_TENANT, TEAMS_TENANTS } = given
  // Without an id the framework would believe everybody.
  if (TEAMS_APP_ID === undefined) throw missing('TEAMS_APP_ID', ' (or TEAMS_REHEARSAL=1 to try it here)')
  if (TEAMS_APP_TENANT === undefined) throw missing('TEAMS_APP_TENANT')
  return {
    app: { id: TEAMS_APP_ID, tenant: TEAMS_APP_TENANT, password: TEAMS_APP_PASSWORD },
    tenants: TEAMS_TENANTS ?? [TEAMS_APP_TENANT],
  }
}
