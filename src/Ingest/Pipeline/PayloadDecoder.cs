using System.Text.Json;
using System.Text.Unicode;
using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// Reads telemetry payloads: <c>{"ts":ms,"values":{"key":value,…}}</c>, the same without <c>ts</c>, and arrays of these.
/// Pure: bytes in, values by point number out; nothing is allocated once the reused result has grown. A payload is taken whole or refused whole;
/// a strange key inside a good one is noted and the rest kept.
/// </summary>
internal static class PayloadDecoder
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = true };

    /// <param name="payload">The message's bytes; <see cref="DecodedPayload.StrangeKeys"/> point into it.</param>
    public static PayloadFault Decode(ReadOnlySpan<byte> payload, PointTable points, DecodedPayload into)
    {
        into.Clear();
        var skipped = payload.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var json = payload[skipped..];
        if (json.IsEmpty) return PayloadFault.Empty;
        // GBK and broken text are told apart from broken JSON: the remedy is another one.
        if (!Utf8.IsValid(json)) return PayloadFault.NotUtf8;

        var state = new Walk(points, skipped, into);
        var reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            var fault = state.Document(ref reader);
            // Text after the document would otherwise pass unnoticed.
            if (fault == PayloadFault.None && reader.Read()) fault = PayloadFault.NotJson;
            return fault;
        }
        catch (JsonException)
        {
            return PayloadFault.NotJson;
        }
    }

    /// <summary>One pass over one document.</summary>
    private readonly ref struct Walk(PointTable points, int skipped, DecodedPayload into)
    {
        public PayloadFault Document(ref Utf8JsonReader reader)
        {
            if (!reader.Read()) return PayloadFault.Empty;
            if (reader.TokenType == JsonTokenType.StartObject) return Object(ref reader);
            if (reader.TokenType != JsonTokenType.StartArray) return PayloadFault.NotAnObject;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) return PayloadFault.NotAnObject;
                var fault = Object(ref reader);
                if (fault != PayloadFault.None) return fault;
            }

            return into.Readings.IsEmpty ? PayloadFault.NoValues : PayloadFault.None;
        }

        private PayloadFault Object(ref Utf8JsonReader reader)
        {
            var start = into.ValueCount;
            long? timestamp = null;
            var found = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("values"u8))
                {
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.StartObject) return PayloadFault.NoValues;
                    found = true;
                    if (!Values(ref reader)) return PayloadFault.TooMuch;
                }
                else if (reader.ValueTextEquals("ts"u8))
                {
                    reader.Read();
                    timestamp = Timestamp(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (!found) return PayloadFault.NoValues;
            return into.TryEndReading(timestamp, start) ? PayloadFault.None : PayloadFault.TooMuch;
        }

        private bool Values(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var offset = (int)reader.TokenStartIndex + 1 + skipped;
                var length = reader.ValueSpan.Length;
                // An escaped key is never one of ours: template keys are plain ASCII.
                var known = points.TryGet(reader.ValueSpan, out var point);
                reader.Read();
                if (known && WireValue.TryRead(ref reader, point!, out var value))
                {
                    if (!into.TryAddValue(point!.No, value)) return false;
                }
                else
                {
                    into.AddStrangeKey(offset, length, known);
                    reader.Skip();
                }
            }

            return true;
        }

        private static long? Timestamp(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    return DeviceTime.FromNumber(reader.GetDouble());
                case JsonTokenType.String when !reader.ValueIsEscaped:
                    return DeviceTime.FromText(reader.ValueSpan);
                default:
                    reader.Skip();
                    return null;
            }
        }
    }
}
