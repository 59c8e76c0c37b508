# Chapter 7: how far to trust this.
tru-chapter = How far to trust these figures
tru-identities = Do the figures add up?
tru-residuals = What does not add up, and why
tru-conflicts = Where sources disagree
tru-sources = Where the figures come from
tru-definitions = What the figures mean
tru-lacking-title = What the figures do not hold
tru-lacking = The chapters know { $of } indicators; this country's figures hold none for { $count } of them, and what rests on them is left out.

tru-accounts = Of { $tried } yearly population accounts of regions { $closed } close to the person as published, and { $closed_in_borders } of { $tried_in_borders } once changes of borders are taken into account; of { $area }, { $country_closed } of { $country_tried }. Every residual left has a known cause.
tru-accounts-open = Of { $tried } yearly population accounts of regions { $closed } close to the person as published, and { $closed_in_borders } of { $tried_in_borders } once changes of borders are taken into account; of { $area }, { $country_closed } of { $country_tried }. Some residuals have no known cause: see below.
tru-stock = The set of figures of { $release } holds { $figures } values of { $indicators } indicators from { $sources } sources; { $missing } are marked as missing. Sources disagree in { $conflicts } cells, and in { $revisions } cells a source revised its own figures.
tru-identities-table = Identities tried on all figures
tru-identity = Identity
tru-tried = Tried
tru-held = Holds
tru-explained = Does not hold, cause known
tru-unexplained = No known cause
tru-residuals-table = Residuals with their causes
tru-residuals-lead = The adjustment is what would have to be added to the left side of an identity to make it equal to the right side.
tru-residual = Adjustment
tru-cause = Cause
tru-conflicts-table = Cells with several official values
tru-conflicts-lead = Both values are kept. A report takes the value of the source that ranks first, unless it is marked as unreliable.
tru-stated = Stated
tru-taken = Taken here
tru-source-value = “{ $source }”: { $value }
tru-list = { $items }
tru-sources-table = Sources behind the numbers of this report
tru-sources-lead = The number of figures counts all figures of a source in the set.
tru-kind = Kind
tru-definitions-table = Definitions of the indicators used

source-kind-official = official
source-kind-press = press quoting officials
source-kind-derived = computed
source-kind-printed = as printed
cause-census = census
cause-reform = change of borders
cause-vintage = revised figures
cause-conflict = sources disagree
cause-inconsistent = the publication contradicts itself
cause-rounding = rounding
cause-unknown = not known

tru-note-identities = Counted over areas and periods for which all terms are published.
tru-note-residual = Persons, or the unit of the indicator.
