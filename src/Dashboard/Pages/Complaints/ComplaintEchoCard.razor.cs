using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>What people said of a piece of equipment, beside what its sensors saw; absent when nobody said anything.</summary>
public sealed partial class ComplaintEchoCard
{
    private ComplaintEcho? _echo;
    private AssetId? _of;

    [Parameter, EditorRequired]
    public AssetId Asset { get; set; }

    [Inject]
    private ComplaintEchoes Echoes { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_of == Asset) return;
        _of = Asset;
        _echo = await Echoes.OfAssetAsync(await Callers.GetAsync(CancellationToken.None), Asset, CancellationToken.None);
    }

    private string Seen(ComplaintEcho echo) => echo switch
    {
        { Lead: { } lead } when lead >= TimeSpan.FromHours(1) => T["echo.earlier", Days(lead)],
        { Lead: { } lead } when lead <= -TimeSpan.FromHours(1) => T["echo.later", Days(-lead)],
        { Lead: not null } => T["echo.same"],
        { IsFresh: true } => T["echo.nothing"],
        { HeardAt: { } heard } => T["echo.silent", Format.Moment(heard)],
        _ => T["echo.never"],
    };

    private string Days(TimeSpan time) => time.TotalDays >= 1 ? T["echo.days", (int)time.TotalDays] : T["echo.hours", (int)time.TotalHours];
}
