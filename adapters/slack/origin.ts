// From a payload of Slack: through which installation it came, who acted, and of which team they are.

/** Fields that Slack's payloads of every kind share, as far as they are there. */
export interface Payload {
  readonly team_id?: string
  readonly team?: { readonly id?: string } | null
  readonly enterprise_id?: string | null
  readonly enterprise?: { readonly id?: string } | null
  readonly is_enterprise_install?: boolean | string
  readonly authorizations?: readonly Authorization[]
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
  const team = installed ?? payload.team?.id ?? payload.team_id
  return keyOf(isOrganisation, payload.enterprise?.id ?? payload.enterprise_id, team)
}

export function keyOf(
  isOrganisation: boolean | undefined,
  enterprise: string | null | undefined,
  team: string | null | undefined,
): string {
  return (isOrganisation ? enterprise : team) ?? team ?? ''
}

/** A person's own workspace: the installation's for its own people, their team for guests of Slack Connect. */
export function workspaceOfPerson(payload: Payload, theirTeam: string | undefined): string {
  const installation = installationOf(payload)
  const here = payload.team?.id ?? payload.team_id
  return theirTeam === undefined || theirTeam === here || theirTeam === installation
    ? installation
    : theirTeam
}
