// All modules of the conversation, in the order in which help lists their commands.
import { movingModule } from './documents/moving.ts'
import { picturesModule } from './documents/pictures.ts'
import { storyModule } from './documents/story.ts'
import { flagListModule } from './flags/flag-list.ts'
import { manualFlagsModule } from './flags/manual-flags.ts'
import { privateFlagsModule } from './flags/private-flags.ts'
import { asksModule } from './guardian/asks.ts'
import { bendsModule } from './guardian/bends.ts'
import { blockersModule } from './guardian/blockers.ts'
import { callsModule } from './guardian/calls.ts'
import { digestSettingsModule } from './guardian/digest/digest-settings.ts'
import { exposureModule } from './guardian/exposure.ts'
import { goingPublicModule } from './guardian/going-public.ts'
import { hardLimitsModule } from './guardian/hard-limits.ts'
import { checkInsModule } from './meetings/check-ins.ts'
import { looseningModule } from './meetings/loosening/loosening.ts'
import { meetingsModule } from './meetings/meetings.ts'
import { stallOptionsModule } from './meetings/stall-options.ts'
import { holidaysModule } from './membership/holidays.ts'
import { homesModule } from './membership/homes.ts'
import { invitationsModule } from './membership/invitations/codes.ts'
import { accountLinkingModule } from './membership/linking/account-linking.ts'
import { membersModule } from './membership/people/members.ts'
import { rolesModule } from './membership/roles.ts'
import { settingsModule } from './membership/settings.ts'
import { joinModules, type ModuleRegistry } from './module-registry.ts'
import { moreMenuModule } from './more-menu.ts'
import { findNetworksModule } from './overview/find-networks.ts'
import { myNetworksModule } from './overview/my-networks.ts'
import { undoLastModule } from './overview/undo-last.ts'
import { whoSeesWhatModule } from './overview/who-sees-what.ts'
import { diagnosisModule } from './phases/diagnosis.ts'
import { editPurposeModule } from './phases/edit-purpose.ts'
import { lessonLibraryModule } from './phases/lesson-library.ts'
import { lessonsModule } from './phases/lessons.ts'
import { phasesModule } from './phases/phases.ts'
import { reflectionModule } from './phases/reflection-form.ts'
import { tableModule } from './table/table.ts'

export const modules: ModuleRegistry = joinModules([
  homesModule,
  invitationsModule,
  membersModule,
  tableModule,
  meetingsModule,
  checkInsModule,
  reflectionModule,
  lessonsModule,
  lessonLibraryModule,
  manualFlagsModule,
  privateFlagsModule,
  flagListModule,
  asksModule,
  blockersModule,
  hardLimitsModule,
  bendsModule,
  exposureModule,
  goingPublicModule,
  findNetworksModule,
  rolesModule,
  diagnosisModule,
  phasesModule,
  editPurposeModule,
  stallOptionsModule,
  looseningModule,
  storyModule,
  movingModule,
  settingsModule,
  myNetworksModule,
  undoLastModule,
  whoSeesWhatModule,
  moreMenuModule,
  picturesModule,
  digestSettingsModule,
  holidaysModule,
  callsModule,
  accountLinkingModule,
])
