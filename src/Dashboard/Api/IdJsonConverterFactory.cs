using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Domain;

namespace Facilities.Dashboard.Api;

/// <summary>Typed ids travel as plain integers. An id is a struct of Domain with one <c>int Value</c>.</summary>
internal sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public static bool IsId(Type type) =>
        type.IsValueType && type.Assembly == typeof(FaultId).Assembly && type.Name.EndsWith("Id", StringComparison.Ordinal) && type.GetProperty("Value")?.PropertyType == typeof(int);

    public override bool CanConvert(Type typeToConvert) => IsId(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class IdConverter<T> : JsonConverter<T>
        where T : struct
    {
        private static readonly Func<int, T> Make = value => (T)Activator.CreateInstance(typeof(T), value)!;
        private static readonly Func<T, int> Take = id => (int)typeof(T).GetProperty("Value")!.GetValue(id)!;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Make(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(Take(value));
    }
}
