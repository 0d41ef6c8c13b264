using System.Globalization;
using Facilities.Dashboard.Live;
using Facilities.Dashboard.Shell;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Notifications;

/// <summary>What the bell counts: everything that this person was told, as things stand now.</summary>
public sealed partial class InboxPage
{
    private Rows<InboxRow> _rows = new([], 0);

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [Inject]
    private Inbox Inboxes { get; set; } = default!;

    [Inject]
    private ShellStatus Shown { get; set; } = default!;

    private int PageNumber => PageQuery.Number(PageParameter);

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Fault);

    private static string PageLink(int page) => "/notifications?page=" + page.ToString(CultureInfo.InvariantCulture);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken) =>
        _rows = await Inboxes.ListAsync(caller, CultureInfo.CurrentUICulture, (PageNumber - 1) * Inbox.PageSize, cancellationToken);

    private async Task ReadAllAsync()
    {
        if (_rows.Items.Count == 0) return;
        await Inboxes.ReadAsync(Caller, _rows.Items.Max(row => row.Id), Gone);
        await RefreshAsync();
        await Shown.RefreshAsync();
    }
}
