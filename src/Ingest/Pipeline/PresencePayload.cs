using System.Text;
using System.Text.Json;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// Reads what a device says on its state topic: the words <c>online</c>, <c>offline</c>, <c>heartbeat</c>, bare or as
/// <c>{"ts":ms,"state":"online"}</c>.
/// </summary>
internal static class PresencePayload
{
    /// <param name="payload">May be anything.</param>
    /// <param name="isWill">The broker speaks for a client that was lost.</param>
    /// <param name="timestampUnixMs">Device time, if it said one.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, bool isWill, out PresenceState state, out long? timestampUnixMs)
    {
        timestampUnixMs = null;
        var text = payload[Ascii.Trim(payload)];
        if (text.Length > 0 && text[0] == (byte)'{') return TryJson(text, isWill, out state, out timestampUnixMs);
        if (text.Length > 1 && text[0] == (byte)'"' && text[^1] == (byte)'"') text = text[1..^1];
        return TryWord(text, isWill, out state);
    }

    private static bool TryJson(ReadOnlySpan<byte> json, bool isWill, out PresenceState state, out long? timestampUnixMs)
    {
        state = default;
        timestampUnixMs = null;
        var found = false;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("state"u8) || reader.ValueTextEquals("status"u8))
                {
                    reader.Read();
                    found = reader.TokenType == JsonTokenType.String && TryWord(reader.ValueSpan, isWill, out state);
                }
                else if (reader.ValueTextEquals("ts"u8))
                {
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.Number) timestampUnixMs = DeviceTime.FromNumber(reader.GetDouble());
                    else reader.Skip();
                }
                else
                {
                    reader.Skip();
                }
            }

            return found;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryWord(ReadOnlySpan<byte> word, bool isWill, out PresenceState state)
    {
        state = PresenceState.Online;
        if (Is(word, "online") || Is(word, "on") || Is(word, "1") || Is(word, "true")) return true;
        state = PresenceState.Heartbeat;
        if (Is(word, "heartbeat") || Is(word, "alive")) return true;
        state = isWill ? PresenceState.Lost : PresenceState.Offline;
        return isWill || Is(word, "offline") || Is(word, "off") || Is(word, "0") || Is(word, "false") || Is(word, "lost");
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word);
}
