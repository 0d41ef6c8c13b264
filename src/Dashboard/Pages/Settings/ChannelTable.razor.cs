using Facilities.Domain;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>To which groups and webhooks the messages of communities go.</summary>
public sealed partial class ChannelTable
{
    private IReadOnlyList<ChannelRow> _rows = [];
    private IReadOnlyList<(CommunityId Id, LocalizedName Name)> _communities = [];
    private ChannelInput? _input;
    private (int Id, TestOutcome Outcome)? _tested;

    [Inject]
    private ChannelSettings Channels { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CallerAsync();
        _communities = await Channels.CommunitiesAsync(caller, CancellationToken.None);
        _rows = await Channels.ListAsync(caller, CancellationToken.None);
    }

    private void Add() => _input = new ChannelInput { Community = _communities[0].Id.Value };

    private void Edit(ChannelRow row) => _input = ChannelInput.Of(row);

    private void Cancel() => _input = null;

    private Task SaveAsync() => _input is not { } input ? Task.CompletedTask : AskAsync(
        async caller =>
        {
            await Channels.SaveAsync(caller, input.Id, input.ToDraft(), CancellationToken.None);
            _rows = await Channels.ListAsync(caller, CancellationToken.None);
        },
        Cancel);

    private Task RemoveAsync(int id) => AskAsync(async caller =>
    {
        await Channels.RemoveAsync(caller, id, CancellationToken.None);
        _rows = await Channels.ListAsync(caller, CancellationToken.None);
    });

    private Task TestAsync(int id)
    {
        _tested = null;
        return AskAsync(async caller => _tested = (id, await Channels.TestAsync(caller, id, CancellationToken.None)));
    }

    private string Said(TestOutcome outcome) => outcome.IsSent ? T["channels.tested"] : T["channels.testFailed", outcome.Code, outcome.Detail];
}
