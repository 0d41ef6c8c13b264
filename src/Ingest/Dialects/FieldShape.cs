namespace Facilities.Ingest.Dialects;

/// <summary>What a device wrote as a field's value.</summary>
internal enum FieldShape : byte
{
    Number,
    Flag,
    Text,

    /// <summary>It says that it has no value.</summary>
    Nothing,
}
