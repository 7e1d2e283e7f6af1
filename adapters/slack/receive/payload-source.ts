// The source of a payload: the installation through which it came, and the workspace that a person belongs to.

/** The fields that payloads of every kind share. Any of them may be missing. */
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

/** The key of the installation: the organisation if the app is installed for all of its teams, otherwise the team. */
export function installationOf(payload: Payload): string {
  const authorization = payload.authorizations?.[0]
  if (authorization !== undefined) {
    const { is_enterprise_install, enterprise_id, team_id } = authorization
    return installationKey(is_enterprise_install, enterprise_id, team_id)
  }
  // A modal that somebody of another team sees names the installation that opened it.
  const viewInstallation = payload.view?.app_installed_team_id
  if (viewInstallation !== undefined && isOrganisationId(viewInstallation)) return viewInstallation
  const isOrganisation = payload.is_enterprise_install === true || payload.is_enterprise_install === 'true'
  const organisation = payload.enterprise?.id ?? payload.enterprise_id
  const team = viewInstallation ?? payload.team?.id ?? payload.context_team_id ?? payload.team_id
  return installationKey(isOrganisation, organisation, team)
}

export function installationKey(
  isOrganisation: boolean | undefined,
  enterprise: string | null | undefined,
  team: string | null | undefined,
): string {
  return (isOrganisation ? enterprise : team) ?? team ?? enterprise ?? ''
}

function isOrganisationId(id: string): boolean {
  return id.startsWith('E')
}

/** What Slack says about a person's teams. */
export interface TeamMembership {
  readonly team_id?: string
  readonly enterprise_user?: { readonly enterprise_id?: string; readonly teams?: readonly string[] }
}

/**
 * The workspace that a person belongs to. For the installation's own people it is the installation, however many of its
 * teams they are in. For guests of Slack Connect it is their organisation if that has the app, otherwise their team.
 */
export async function ownWorkspace(
  installation: string,
  { team_id, enterprise_user }: TeamMembership,
  isInstalled: (workspace: string) => Promise<boolean>,
): Promise<string> {
  const organisation = enterprise_user?.enterprise_id
  const memberOf = [team_id, organisation, ...(enterprise_user?.teams ?? [])]
  if (memberOf.includes(installation)) return installation
  if (organisation && (await isInstalled(organisation))) return organisation
  return team_id ?? organisation ?? installation
}

/** What a payload says about a person's team, for use without a profile. Within an organisation it says nothing. */
export function teamMembershipOf(payload: Payload, team: string | undefined): TeamMembership {
  const organisation = payload.enterprise?.id ?? payload.enterprise_id
  const isKnown = team !== undefined && team !== organisation && !isOrganisationId(installationOf(payload))
  return isKnown ? { team_id: team } : {}
}
