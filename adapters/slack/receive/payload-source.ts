// From a payload of Slack: through which installation it came; and whose own people somebody is of.

/** Fields that Slack's payloads of every kind share, as far as they are there. */
export interface Payload {
  readonly team_id?: string | null
  readonly team?: { readonly id?: string } | null
  readonly enterprise_id?: string | null
  readonly enterprise?: { readonly id?: string } | null
  readonly is_enterprise_install?: boolean | string
  readonly authorizations?: readonly Authorization[]
  readonly context_team_id?: string | null
  readonly user?: { readonly id: string; readonly team_id?: string }
  readonly view?: { readonly app_installed_team_id?: string }
}

interface Authorization {
  readonly team_id?: string | null
  readonly enterprise_id?: string | null
  readonly is_enterprise_install?: boolean
}

/** The key of the installation: the organisation where it is installed for all, else the team. */
export function installationOf(payload: Payload): string {
  const [authorization] = payload.authorizations ?? []
  if (authorization)
    return keyOf(authorization.is_enterprise_install, authorization.enterprise_id, authorization.team_id)
  const isOrganisation = payload.is_enterprise_install === true || payload.is_enterprise_install === 'true'
  const installed = payload.view?.app_installed_team_id
  // A modal that somebody of another team sees says itself where it came from.
  if (installed !== undefined && isOrganisationId(installed)) return installed
  const organisation = payload.enterprise?.id ?? payload.enterprise_id
  return keyOf(
    isOrganisation,
    organisation,
    installed ?? payload.team?.id ?? payload.context_team_id ?? payload.team_id,
  )
}

export function keyOf(
  isOrganisation: boolean | undefined,
  enterprise: string | null | undefined,
  team: string | null | undefined,
): string {
  return (isOrganisation ? enterprise : team) ?? team ?? enterprise ?? ''
}

export function isOrganisationId(id: string): boolean {
  return id.startsWith('E')
}

/** What Slack tells of a person's teams. */
export interface TeamMembership {
  readonly team_id?: string
  readonly enterprise_user?: { readonly enterprise_id?: string; readonly teams?: readonly string[] }
}

/**
 * A person's own workspace: the installation's for its own people, however many of its teams they are in; for guests
 * of Slack Connect their organisation where it has the app, else their team.
 */
export async function ownWorkspace(
  installation: string,
  { team_id, enterprise_user }: TeamMembership,
  isInstalled: (workspace: string) => Promise<boolean>,
): Promise<string> {
  const organisation = enterprise_user?.enterprise_id
  const own = [team_id, organisation, ...(enterprise_user?.teams ?? [])]
  if (own.includes(installation)) return installation
  if (organisation && (await isInstalled(organisation))) return organisation
  return team_id ?? organisation ?? installation
}

/** What a payload tells of a person's team, in place of a profile; within an organisation that tells nothing. */
export function teamMembershipOf(payload: Payload, team: string | undefined): TeamMembership {
  const organisation = payload.enterprise?.id ?? payload.enterprise_id
  const isTold = team !== undefined && team !== organisation && !isOrganisationId(installationOf(payload))
  return isTold ? { team_id: team } : {}
}
