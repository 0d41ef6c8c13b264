using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What subscribers of <c>fm/v1/{site}/{asset}/fault/{id}</c> read: the fault after a change. Fields are only ever added.</summary>
/// <param name="Id">Number of the fault in the API.</param>
/// <param name="Number">For people.</param>
/// <param name="Severity">1–4.</param>
/// <param name="State">Name of the state, e.g. <c>Dispatched</c>.</param>
/// <param name="Family">Fault family.</param>
/// <param name="Mode">Fault mode.</param>
/// <param name="Action">What was done last.</param>
/// <param name="At">When that happened, Unix milliseconds.</param>
/// <param name="OnsetAt">When the fault began, Unix milliseconds.</param>
/// <param name="DueAt">The next deadline, Unix milliseconds; absent if none runs.</param>
/// <param name="Version">Grows with every change: an older message never replaces a newer one.</param>
public sealed record FaultMessage(
    int Id, string Number, int Severity, string State, string Family, string Mode, string Action, long At, long OnsetAt, long? DueAt, int Version)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Topic(string siteCode, string assetCode, int fault) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fm/v1/{siteCode}/{assetCode}/fault/{fault}");

    internal static FaultMessage Of(Fault fault)
    {
        var last = fault.History[^1];
        return new FaultMessage(
            fault.Id.Value, fault.Number, (int)fault.Severity, fault.State.ToString(), fault.Family, fault.ModeKey, last.Action.ToString(),
            last.At.ToUnixTimeMilliseconds(), fault.OnsetAt.ToUnixTimeMilliseconds(), fault.NextDueAt?.ToUnixTimeMilliseconds(), fault.Version);
    }

    internal string ToJson() => JsonSerializer.Serialize(this, Options);
}
