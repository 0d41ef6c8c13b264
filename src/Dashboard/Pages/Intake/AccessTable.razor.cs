using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>What devices and gateways sign in with: a new secret is shown once.</summary>
public sealed partial class AccessTable
{
    /// <summary>Overlap of a rotated secret here, hours; other lengths by REST and the command line.</summary>
    private const int OverlapHours = 24;

    private Rows<DeviceAccessRow> _rows = new([], 0);
    private IReadOnlyList<FilterOption> _sites = [];
    private AccessInput? _input;
    private NewDeviceAccess? _made;

    [Inject]
    private DeviceAccessList Devices { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        _sites = [.. (await Registry.CommunitiesAsync(caller.Scope, CancellationToken.None)).Select(choice => new FilterOption(choice.SiteCode, AssetWords.Name(choice.Name)))];
        await ReadAsync(caller);
    }

    private DeviceAccessRow? Row(NewDeviceAccess made) => _rows.Items.FirstOrDefault(row => row.Id == made.Id);

    private string Speaks(DeviceAccessRow row) => row switch
    {
        { Site: null } => T["access.everySite"],
        { Asset: null } => T["access.allOf", row.Site],
        _ => $"{row.Site}/{row.Asset}",
    };

    private Task CreateAsync() => _input is not { } input ? Task.CompletedTask : AskAsync(
        async caller =>
        {
            _made = await Devices.CreateAsync(caller, input.ToDraft(), CancellationToken.None);
            await ReadAsync(caller);
        },
        () => _input = null);

    private Task RotateAsync(int id) => AskAsync(async caller =>
    {
        _made = await Devices.RotateAsync(caller, id, OverlapHours, CancellationToken.None);
        await ReadAsync(caller);
    });

    private Task RevokeAsync(int id) => AskAsync(async caller =>
    {
        await Devices.RevokeAsync(caller, id, CancellationToken.None);
        await ReadAsync(caller);
    });

    private async Task ReadAsync(Caller caller) => _rows = await Devices.ListAsync(caller, new Paging(0, 100), CancellationToken.None);
}
