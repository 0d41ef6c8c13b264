namespace Facilities.Ingest.Pipeline;

/// <summary>Why a payload can't be read at all. The wire codes of <see cref="PayloadFaults"/> are stored with the reject and worded on the page.</summary>
internal enum PayloadFault : byte
{
    None = 0,
    Empty,
    NotUtf8,
    NotJson,
    NotAnObject,
    NoValues,
    TooMuch,
    NotProtobuf,
    DeviceName,
    DialectFailed,
}
