# Files that are written together, or read back.

error-output-not-a-folder = there is a file where the folder is to be
    .fix = name another folder with --out
error-output-folder-in-the-way = a folder stands in the place of { $name }
    .fix = move it or rename it, or name another folder with --out
error-output-foreign = { $name } was not written by this program, or was changed since
    .fix = name another folder with --out; --force writes over it
error-name-too-long = a name is longer than the disk takes
    .fix = a shorter name
error-no-such-place = the folder is not there
    .fix = make the folder, or name another
error-in-the-way = a file stands in the place of a folder, or a folder in the place of a file
    .fix = name another place
error-locked = another command is writing to the folder and has not finished
    .fix = wait for the other command, or end it, then try again
error-store-unread = the figures of the store could not be read: { $reason }
    .fix = run the command again, or name another folder with --store
error-store-unstable = the figures of the pack could not be read back after they were written
    .fix = name another folder with --store
error-claim-parameters = { $name } cannot be computed with the parameters of this number
    .fix = write the report anew
note-left-out = LEFT OUT: the release { $file } is not read and stays as it is: { $reason ->
    [newer] it was written by a newer version of the program ({ $detail })
    [data-missing] its data file is missing
    [data-changed] its data file is damaged or cut short
    [data-form] its data file does not have the layout of a release ({ $detail })
   *[manifest] its description is damaged ({ $detail })
 }. { $reason ->
    [newer] Use the newer version to read it.
   *[other] Restore the file from a copy, or import the figures again: { $source }.
 }
note-assess-took = written in { $seconds } s
fault-file-unreadable = the file cannot be read: { $text }
fault-too-deep = tables or lists are nested deeper than { $text } levels
fault-bad-size = a number of more than 64 bits: { $text }
error-boundaries-form = { $name } is no GeoJSON of polygons
    .fix = a FeatureCollection whose features have the property code
fault-text-too-long = a text of more than { $text } letters
