using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What was told to whom, the caller's own list, and how people and groups are reached.</summary>
internal static class NotificationsApi
{
    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/notifications").WithTags("Notifications");
        inbox.MapGet("/", ListNotifications).WithName(nameof(ListNotifications));
        inbox.MapPost("/{id:long}/read", ReadNotifications).WithName(nameof(ReadNotifications));
        api.MapGet("/deliveries", ListDeliveries).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListDeliveries)).WithTags("Notifications");
        var channels = api.MapGroup("/channels").WithTags("Notifications");
        channels.MapGet("/", ListChannels).WithName(nameof(ListChannels));
        channels.MapPost("/", AddChannel).WithName(nameof(AddChannel)).Refusable();
        channels.MapPut("/{id:int}", ChangeChannel).WithName(nameof(ChangeChannel)).Refusable();
        channels.MapDelete("/{id:int}", RemoveChannel).WithName(nameof(RemoveChannel)).Refusable();
        channels.MapPost("/{id:int}/test", TestChannel).WithName(nameof(TestChannel)).Refusable();
        api.MapGet("/users/{id:int}/contact", GetContact).WithName(nameof(GetContact)).Refusable().WithTags("Notifications");
        api.MapPut("/users/{id:int}/contact", SetContact).WithName(nameof(SetContact)).Refusable().WithTags("Notifications");
    }

    /// <summary>What the caller was told, newest first, fifty at a time.</summary>
    internal static Task<Rows<InboxRow>> ListNotifications(ApiCaller caller, Inbox inbox, CancellationToken cancellationToken, int skip = 0) =>
        inbox.ListAsync(caller.Value, CultureInfo.GetCultureInfo(caller.Value.Locale), skip, cancellationToken);

    /// <summary>The caller has seen this one and all before it.</summary>
    internal static async Task<NoContent> ReadNotifications(ApiCaller caller, Inbox inbox, long id, CancellationToken cancellationToken)
    {
        await inbox.ReadAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>One line per notice, person or group, and way, with what became of it; newest first.</summary>
    /// <param name="fault">Only of this fault.</param>
    /// <param name="state">Only in this state.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<DeliveryRow>> ListDeliveries(
        ApiCaller caller, DeliveryQueries deliveries, int? fault, DeliveryState? state, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        deliveries.ListAsync(caller.Value, fault is { } id ? new FaultId(id) : null, state, new Paging(skip, take), cancellationToken);

    /// <summary>The channels that the caller may set; never their addresses and secrets.</summary>
    internal static Task<IReadOnlyList<ChannelRow>> ListChannels(ApiCaller caller, ChannelSettings channels, CancellationToken cancellationToken) =>
        channels.ListAsync(caller.Value, cancellationToken);

    /// <summary>Adds a chat group's robot or a webhook.</summary>
    internal static async Task<Created<CreatedChannel>> AddChannel(ApiCaller caller, ChannelSettings channels, ChannelDraft draft, CancellationToken cancellationToken)
    {
        var id = await channels.SaveAsync(caller.Value, null, draft, cancellationToken);
        return TypedResults.Created($"/api/channels/{id}", new CreatedChannel(id));
    }

    /// <summary>Changes it; without address or secret the stored ones stay.</summary>
    internal static async Task<NoContent> ChangeChannel(ApiCaller caller, ChannelSettings channels, int id, ChannelDraft draft, CancellationToken cancellationToken)
    {
        await channels.SaveAsync(caller.Value, id, draft, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Removes it; what was sent there stays on record.</summary>
    internal static async Task<NoContent> RemoveChannel(ApiCaller caller, ChannelSettings channels, int id, CancellationToken cancellationToken)
    {
        await channels.RemoveAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Sends a test message and tells what the receiver answered.</summary>
    internal static Task<TestOutcome> TestChannel(ApiCaller caller, ChannelSettings channels, int id, CancellationToken cancellationToken) =>
        channels.TestAsync(caller.Value, id, cancellationToken);

    /// <summary>How a person is reached: the caller himself, or for administrators anybody.</summary>
    internal static Task<ContactDetails> GetContact(ApiCaller caller, ContactSettings contacts, int id, CancellationToken cancellationToken) =>
        contacts.GetAsync(caller.Value, new UserId(id), cancellationToken);

    /// <summary>Replaces that.</summary>
    internal static async Task<NoContent> SetContact(ApiCaller caller, ContactSettings contacts, int id, ContactDetails details, CancellationToken cancellationToken)
    {
        await contacts.SetAsync(caller.Value, new UserId(id), details, cancellationToken);
        return TypedResults.NoContent();
    }
}
