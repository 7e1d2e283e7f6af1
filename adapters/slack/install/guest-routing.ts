// The way to a person: through their own installation, or, for guests of Slack Connect, the one by which they were met.
import type { User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import type { Installations, SecretStore } from './installation-store.ts'

export interface GuestRouting {
  /** The key of the installation through which that person is written to. */
  installationFor(user: User): Promise<string>
  /** Notes by which installation somebody was met whose own team has none. */
  rememberInstallation(user: User, by: string): Promise<void>
  isInstalled(workspace: string): Promise<boolean>
}

const mostKept = 10_000

export function createGuestRouting(installations: Installations, vault: SecretStore): GuestRouting {
  const kept = new Map<string, string>()
  const nameOf = ({ workspace, user }: User) => `slack met ${workspace} ${user}`
  const isInstalled = async (workspace: string) => (await installations.of(workspace)) !== undefined

  return {
    isInstalled,
    async installationFor(user) {
      if (await isInstalled(user.workspace)) return user.workspace
      const name = nameOf(user)
      return installations.only ?? kept.get(name) ?? (await vault.read(name)) ?? user.workspace
    },
    async rememberInstallation(user, by) {
      const name = nameOf(user)
      // Of one installation there is nothing to remember, and nowhere to.
      if (user.workspace === by || installations.only !== undefined || kept.get(name) === by) return
      if (await isInstalled(user.workspace)) return
      if ((await vault.read(name)) !== by) await vault.write(name, by)
      setBounded(kept, name, by, mostKept)
    },
  }
}
