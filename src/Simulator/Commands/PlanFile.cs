using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Commands;

/// <summary>A plan as a JSON file: the properties of <see cref="SimulationPlan"/>, faults by their scenario names.</summary>
internal static class PlanFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <exception cref="ArgumentException">Missing, unreadable or wrong.</exception>
    public static SimulationPlan Read(string path)
    {
        if (!File.Exists(path)) throw new ArgumentException($"There is no plan '{path}'.");
        try
        {
            var plan = JsonSerializer.Deserialize<SimulationPlan>(File.ReadAllBytes(path), Json) ?? throw new JsonException("The file is empty.");
            plan.Validate();
            return plan;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Plan '{path}' can't be read: {e.Message}");
        }
    }
}
