using System.Globalization;
using Facilities.Domain.Reports;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Reports;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Subscribes what the compliance page showed.</summary>
public sealed partial class SubscribeForm
{
    private string _key = Guid.NewGuid().ToString("N");
    private ComplianceExportWhat _what;
    private ReportInterval _interval = ReportInterval.Monthly;
    private ExportFormat _format = ExportFormat.Xlsx;
    private string _locale = CultureInfo.CurrentUICulture.Name == "en" ? "en" : "zh-CN";

    [Parameter, EditorRequired]
    public ComplianceFilter Wanted { get; set; } = default!;

    [Parameter, EditorRequired]
    public ComplianceTrail? Trail { get; set; }

    [Inject]
    private ReportSubscriptions Subscriptions { get; set; } = default!;

    private Task SendAsync() => AskAsync(
        caller => Subscriptions.AddAsync(caller, _key, _interval, new ReportContent(
            _what, Wanted.By, Wanted.District, Wanted.Community, Wanted.Firm, Wanted.Asset, Wanted.TemplateKey, _what == ComplianceExportWhat.Items ? Wanted.Of : null, _format, _locale), CancellationToken.None),
        () => _key = Guid.NewGuid().ToString("N"));
}
