using System.Text.Json;

namespace Facilities.Dashboard.Api;

/// <summary>A string of the body has a control character; the serializer adds where.</summary>
internal sealed class NotPlainTextException() : JsonException("The text has a control character.");
