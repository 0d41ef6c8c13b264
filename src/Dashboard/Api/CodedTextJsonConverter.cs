using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Domain;

namespace Facilities.Dashboard.Api;

/// <summary>A coded text travels in its canonical form, <c>code?name=value</c>.</summary>
internal sealed class CodedTextJsonConverter : JsonConverter<CodedText>
{
    public override CodedText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? CodedText.Parse(text) : null;

    public override void Write(Utf8JsonWriter writer, CodedText value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
