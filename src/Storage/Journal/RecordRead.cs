namespace Facilities.Storage.Journal;

/// <summary>What a look at the bytes of a record said.</summary>
internal enum RecordRead
{
    Whole,
    NeedMore,
    Damaged,
}
