using System.Text.Json;
using Facilities.Detection;
using Facilities.Storage.Relational.Models;

namespace Facilities.Operations.Models;

/// <summary>Model and watch as stored: JSON, whose numbers come back to the bit.</summary>
internal static class ModelText
{
    public static string Write(ResidualFit fit) => JsonSerializer.Serialize(fit, JsonSerializerOptions.Web);

    public static string Write(ResidualState watch) => JsonSerializer.Serialize(watch, JsonSerializerOptions.Web);

    public static ResidualFit FitOf(AssetModel model) => JsonSerializer.Deserialize<ResidualFit>(model.Fit, JsonSerializerOptions.Web)!;

    public static ResidualState WatchOf(AssetModel model) => JsonSerializer.Deserialize<ResidualState>(model.Watch, JsonSerializerOptions.Web)!;
}
