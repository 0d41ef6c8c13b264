using Facilities.Domain;
using Facilities.Domain.Reports;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Reports;

namespace Facilities.Dashboard.Api;

/// <summary>Subscribes a report: how often, and what it shows.</summary>
/// <param name="By">What a row of the table stands for; assets need a community, firm or asset.</param>
/// <param name="Template">Key of a duty; null: all.</param>
/// <param name="Of">Only items that one column counts.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
internal sealed record ReportSubscriptionBody(
    ReportInterval Interval, ComplianceExportWhat What = ComplianceExportWhat.Table, ComplianceBy By = ComplianceBy.Community, int? District = null, int? Community = null, int? Firm = null, int? Asset = null,
    string? Template = null, ComplianceOutcome? Of = null, ExportFormat Format = ExportFormat.Csv, string Locale = "zh-CN")
{
    public ReportContent ToContent() => new(
        What, By, District is { } above ? new OrganisationId(above) : null, Community is { } site ? new CommunityId(site) : null, Firm is { } firm ? new OrganisationId(firm) : null,
        Asset is { } asset ? new AssetId(asset) : null, Template, Of, Format, Locale);
}
