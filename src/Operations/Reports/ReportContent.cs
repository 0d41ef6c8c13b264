using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Domain;
using Facilities.Domain.Reports;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Reports;

/// <summary>What a report shows, whatever its days, and how it is written.</summary>
/// <param name="What">The counts or the items behind them.</param>
/// <param name="By">What a row of the counts stands for.</param>
/// <param name="Template">Key of a duty; null: all.</param>
/// <param name="Of">Only items that one column counts.</param>
/// <param name="Format">CSV or XLSX.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record ReportContent(
    ComplianceExportWhat What, ComplianceBy By, OrganisationId? District, CommunityId? Community, OrganisationId? Firm, AssetId? Asset, string? Template, ComplianceOutcome? Of, ExportFormat Format, string Locale)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The same over the days of one period.</summary>
    public ComplianceFilter Over(ReportPeriod period) => new()
    {
        From = period.From,
        Until = period.Until,
        By = By,
        District = District,
        Community = Community,
        Firm = Firm,
        Asset = Asset,
        TemplateKey = Template,
        Of = What == ComplianceExportWhat.Items ? Of : null,
    };

    internal static ReportContent Read(string json) => JsonSerializer.Deserialize<ReportContent>(json, Json)!;

    internal string Write() => JsonSerializer.Serialize(this, Json);
}
