# Errors by code: the value says what is wrong, .fix what to do. Without .fix the advice of the error itself is printed.
error-label-where = where
error-label-try = try
error-more-faults = and { $count } more
error-faulty-file = { $count ->
    [one] { $count } fault in the file
   *[other] { $count } faults in the files
 }
    .fix = put the rows right and run the command again

# What nothing answers to.
error-area-not-found = no area “{ $name }”
error-area-ended = { $name } no longer exists in { $year }; its territory belongs to others
error-area-not-in-force = { $text } is not in force in the division of { $year }
error-indicator-not-found = no indicator “{ $name }”
error-pack-not-found = no pack “{ $name }”
    .fix = { $known }, or a folder that holds a pack.toml
error-claim-not-found = no claim “{ $name }”
error-function-not-found = no computation “{ $name }”
error-file-not-found = no file “{ $name }”
error-cell = { $what }
    .fix = name a label for each axis
error-label = no label “{ $label }”
error-year-outside = no figures in { $text }; there are figures from { $first } to { $last }

# What the user wrote.
error-period = no period “{ $text }”
error-dimensions = no dimensions “{ $text }”
error-equation = no equation “{ $text }”
error-bad-option = the option does not take “{ $text }”
error-bad-parameter = the computation does not take this value of { $name }
    .fix = look at the parameters of the computation
error-file-empty = the file { $name } has no figures
error-ftl-syntax = no Fluent text: { $text }
error-conflict = two figures for one cell differ
    .fix = name the source whose figure is to be taken
error-boundaries-codes = { $what }
    .fix = give each area in force one feature with the property code

# Changes of borders.
error-lineage-shape = { $what }
    .fix = write one event for each change, and each area once on a side
error-lineage-unknown = { $what }
    .fix = put the dates of the events and the years of the areas right
error-lineage-overlap = { $what }
    .fix = name the area among the old ones, or put the date right

# What the figures do not carry.
error-no-value = there is no value
error-no-net-migration = no year has net migration of regions
    .fix = add figures of net migration, or leave out --as-of

# Files that the program wrote or is to write.
error-store-format = the store was written by another version of the program
    .fix = use the version that wrote it, or a new folder with --store
error-store-truncated = the release { $file } is damaged or cut short
    .fix = delete it and the file of the same name beside it, then run the command again
error-claims-broken = { $name } is no file of claims
error-store-unwritable = the store cannot be written
    .fix = name another folder with --store, or put the rights of this one right
error-output-unwritable = the report cannot be written
    .fix = name another folder with --out, or put the rights of this one right
error-output-not-a-folder = there is a file where the folder of the report is to be
    .fix = name another folder with --out
error-unwritable = the folder cannot be written
    .fix = name another folder, or put the rights of this one right
error-disk-full = the disk is full
    .fix = free some space, or name another folder

# Faults of a pack's files, one line each.
fault-unknown-indicator = no indicator “{ $text }”
fault-unknown-area = no area “{ $text }”
fault-unknown-source = no source “{ $text }”
fault-unknown-dimension = no dimension or code “{ $text }”
fault-unknown-unit = no unit “{ $text }”
fault-unknown-level = no level “{ $text }”: country, region
fault-unknown-kind = no kind “{ $text }”
fault-unknown-change = no change “{ $text }”: split, merge, transfer
fault-unknown-check = no check “{ $text }”
fault-unknown-column = no such column: “{ $text }”
fault-missing-column = the column “{ $text }” is missing
fault-cell-count = the row has { $got } cells, the header { $wanted }
fault-csv-syntax = not CSV ({ $what })
fault-toml-syntax = not TOML ({ $what })
fault-toml-schema = the value does not fit: { $text }
fault-ftl-syntax = not Fluent: { $text }
fault-not-utf8 = the text is not UTF-8
fault-file-missing = the file is missing
fault-name-missing = a name is missing: { $text }
fault-wrong-unit = “{ $text }” is not a unit of this indicator
fault-bad-number = not a number, or one that cannot stand here: “{ $text }”
fault-impossible-value = impossible value: { $text }
fault-bad-period = no period “{ $text }”
fault-bad-status = no status “{ $text }”
fault-bad-vintage = no vintage “{ $text }”
fault-bad-dimensions = no dimensions “{ $text }”
fault-duplicate-key = stands twice: { $text }
fault-missing-without-reason = a missing figure has no reason: write a note
fault-area-not-in-force = { $text } is not in force in the division of { $year }
fault-equation = no equation: { $text }
fault-lineage-shape = a change of borders does not have its shape ({ $what })
fault-lineage-unknown = an area is not in force when its borders change ({ $what })
fault-lineage-overlap = years of areas and changes of borders do not agree ({ $what })
