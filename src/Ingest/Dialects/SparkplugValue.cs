namespace Facilities.Ingest.Dialects;

/// <summary>Which of a metric's value fields was sent.</summary>
internal enum SparkplugValue : byte
{
    /// <summary>None of those below: data sets, templates, bytes.</summary>
    Other,
    Null,
    Integer,
    Number,
    Boolean,
    Text,
}
