using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>Turns a record's payload back into what was appended. The counterpart of the journal's append methods.</summary>
internal static class RecordPayload
{
    /// <exception cref="InvalidDataException">The checksum was right but the payload isn't one of ours: written by a newer version.</exception>
    public static void Read(RecordKind kind, ReadOnlyMemory<byte> payload, JournalPosition position, JournalChunk into)
    {
        var reader = new SpanReader(payload.Span);
        switch (kind)
        {
            case RecordKind.Reading:
                ReadingCodec.Read(ref reader, new SourceId((int)reader.ReadVarint()), into.Readings);
                break;
            case RecordKind.Reject:
                into.Add(position, new RejectRecord(
                    reader.ReadZigzag(), new SourceId((int)reader.ReadVarint()), reader.ReadString(), reader.ReadString(), reader.ReadString(),
                    reader.ReadString(), payload[reader.Position..]));
                break;
            case RecordKind.Quarantine:
                into.Add(position, new QuarantineRecord(
                    reader.ReadZigzag(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(),
                    reader.ReadString(), payload[reader.Position..]));
                break;
            case RecordKind.Presence:
                var source = new SourceId((int)reader.ReadVarint());
                var eventTime = reader.ReadZigzag();
                into.Add(position, new PresenceRecord(
                    source, eventTime, eventTime + reader.ReadZigzag(), (ReadingFlags)reader.ReadByte(), (PresenceState)reader.ReadByte()));
                break;
            default:
                throw new InvalidDataException($"{kind} is no kind of record.");
        }
    }
}
