using System.Text.Json;

namespace Facilities.Ingest.Dialects;

/// <summary>A payload that templates read, parsed at most once for all of them. Not thread-safe; dispose of it after the last value was read.</summary>
internal sealed class TemplateInput(ReadOnlyMemory<byte> payload) : IDisposable
{
    private JsonDocument? _document;
    private bool _isParsed;

    /// <summary>The payload as text, trimmed.</summary>
    public string Text => field ??= JsonPayload.Text(payload.Span);

    /// <summary>Its root; null when it is no JSON.</summary>
    public JsonElement? Json
    {
        get
        {
            if (!_isParsed) (_document, _isParsed) = (JsonPayload.TryParse(payload, out _), true);
            return _document?.RootElement;
        }
    }

    public void Dispose() => _document?.Dispose();
}
