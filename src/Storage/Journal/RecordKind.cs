namespace Facilities.Storage.Journal;

/// <summary>Kinds of records; the numbers stand on disk. Zero is never a kind, so that a file's zeroed tail can't be read as records.</summary>
internal enum RecordKind : byte
{
    Reading = 1,
    Reject = 2,
    Quarantine = 3,
    Presence = 4,
}
