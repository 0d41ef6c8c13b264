using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What intake refused or doesn't know, and adopting a device.</summary>
internal static class IntakeApi
{
    public static void MapIntake(this IEndpointRouteBuilder api)
    {
        var intake = api.MapGroup("/intake").WithTags("Intake");
        intake.MapGet("/rejects", ListRejects).ForTokens(TokenScope.ReadIntake).WithName(nameof(ListRejects));
        intake.MapGet("/quarantine", ListQuarantine).ForTokens(TokenScope.ReadIntake).WithName(nameof(ListQuarantine));
        intake.MapPost("/quarantine/{id:int}/adopt", Adopt).ForTokens(TokenScope.ManageIntake).WithName("AdoptDevice").Refusable();
        intake.MapGet("/quarantine/{id:int}/suggestion", SuggestMapping).ForTokens(TokenScope.ManageIntake).WithName(nameof(SuggestMapping)).Refusable();
        intake.MapPost("/quarantine/{id:int}/map", MapDevice).ForTokens(TokenScope.ManageIntake).WithName(nameof(MapDevice)).Refusable();
        intake.MapGet("/mappings", ListMappings).ForTokens(TokenScope.ManageIntake).WithName(nameof(ListMappings));
        intake.MapPut("/mappings/{id:int}", ChangeMapping).ForTokens(TokenScope.ManageIntake).WithName(nameof(ChangeMapping)).Refusable();
        intake.MapDelete("/mappings/{id:int}", RemoveMapping).ForTokens(TokenScope.ManageIntake).WithName(nameof(RemoveMapping)).Refusable();
        intake.MapGet("/patterns", ListTopicPatterns).ForTokens(TokenScope.ManageIntake).WithName(nameof(ListTopicPatterns));
        intake.MapPost("/patterns", AddTopicPattern).ForTokens(TokenScope.ManageIntake).WithName(nameof(AddTopicPattern)).Refusable();
        intake.MapDelete("/patterns/{id:int}", RemoveTopicPattern).ForTokens(TokenScope.ManageIntake).WithName(nameof(RemoveTopicPattern)).Refusable();
        intake.MapGet("/credentials", ListDeviceCredentials).ForTokens(TokenScope.ManageIntake).WithName(nameof(ListDeviceCredentials));
        intake.MapPost("/credentials", CreateDeviceCredential).ForTokens(TokenScope.ManageIntake).WithName(nameof(CreateDeviceCredential)).Refusable();
        intake.MapPost("/credentials/{id:int}/rotate", RotateDeviceCredential).ForTokens(TokenScope.ManageIntake).WithName(nameof(RotateDeviceCredential)).Refusable();
        intake.MapDelete("/credentials/{id:int}", RevokeDeviceCredential).ForTokens(TokenScope.ManageIntake).WithName(nameof(RevokeDeviceCredential)).Refusable();
        intake.MapDelete("/quarantine/{id:int}", Dismiss).ForTokens(TokenScope.ManageIntake).WithName("DismissDevice").Refusable();
    }

    /// <summary>Messages that could not be read, newest first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<RejectRow>> ListRejects(ApiCaller caller, IntakeQueries intake, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewIntake);
        return intake.RejectsAsync(caller.Value.Scope, new Paging(skip, take), cancellationToken);
    }

    /// <summary>Devices that nobody registered.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<QuarantineRow>> ListQuarantine(ApiCaller caller, IntakeQueries intake, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewIntake);
        return intake.QuarantineAsync(caller.Value.Scope, new Paging(skip, take), cancellationToken);
    }

    /// <summary>What a quarantined device of another dialect probably is: an asset that is there or the type of a new one, and the point of each field.</summary>
    /// <param name="type">Type chosen for a new asset; left out: the likeliest.</param>
    /// <param name="asset">Asset chosen; left out, and no type: the one it probably is.</param>
    internal static async Task<Ok<DeviceSuggestion>> SuggestMapping(ApiCaller caller, MappingBook mappings, int id, CancellationToken cancellationToken, string? type = null, int? asset = null) =>
        TypedResults.Ok(await mappings.SuggestAsync(caller.Value, id, type, asset is { } chosen ? new AssetId(chosen) : null, cancellationToken));

    /// <summary>Makes a quarantined device of another dialect an asset's, one that is there or a new one; its next message is telemetry.</summary>
    internal static async Task<Created<CreatedAsset>> MapDevice(ApiCaller caller, MappingBook mappings, int id, MappingDraft draft, CancellationToken cancellationToken)
    {
        var asset = await mappings.AdoptAsync(caller.Value, id, draft, cancellationToken);
        return TypedResults.Created($"/api/assets/{asset}", new CreatedAsset(asset));
    }

    /// <summary>Devices of other dialects and what their fields mean, newest change first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<MappingRow>> ListMappings(ApiCaller caller, MappingBook mappings, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        mappings.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Replaces what the fields of a mapped device mean.</summary>
    internal static async Task<NoContent> ChangeMapping(ApiCaller caller, MappingBook mappings, int id, MappingBody body, CancellationToken cancellationToken)
    {
        await mappings.ChangeAsync(caller.Value, id, body.Fields, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Forgets a mapping: the device's next message waits in quarantine.</summary>
    internal static async Task<NoContent> RemoveMapping(ApiCaller caller, MappingBook mappings, int id, CancellationToken cancellationToken)
    {
        await mappings.RemoveAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Topics that are telemetry although no known dialect speaks like this.</summary>
    internal static Task<IReadOnlyList<TopicPatternRow>> ListTopicPatterns(ApiCaller caller, MappingBook mappings, CancellationToken cancellationToken) =>
        mappings.PatternsAsync(caller.Value, cancellationToken);

    /// <summary>Adds a pattern, e.g. <c>sensors/{device}/{field}</c>; one that is there is answered as it is.</summary>
    internal static async Task<Created<TopicPatternRow>> AddTopicPattern(ApiCaller caller, MappingBook mappings, TopicPatternDraft draft, CancellationToken cancellationToken)
    {
        var row = await mappings.AddPatternAsync(caller.Value, draft, cancellationToken);
        return TypedResults.Created($"/api/intake/patterns/{row.Id}", row);
    }

    /// <summary>Topics like this are only routed again; mappings of their devices stay.</summary>
    internal static async Task<NoContent> RemoveTopicPattern(ApiCaller caller, MappingBook mappings, int id, CancellationToken cancellationToken)
    {
        await mappings.RemovePatternAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>What devices and gateways sign in with over MQTT, newest first; without the secrets.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<DeviceAccessRow>> ListDeviceCredentials(ApiCaller caller, DeviceAccessList devices, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        devices.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Makes a credential for a device or gateway; the answer holds its secret, which is never told again.</summary>
    internal static async Task<Created<NewDeviceAccess>> CreateDeviceCredential(ApiCaller caller, DeviceAccessList devices, DeviceAccessDraft draft, CancellationToken cancellationToken)
    {
        var made = await devices.CreateAsync(caller.Value, draft, cancellationToken);
        return TypedResults.Created($"/api/intake/credentials/{made.Id}", made);
    }

    /// <summary>Gives a new secret, told in the answer and never again; the old one works for the overlap.</summary>
    /// <param name="overlapHours">0–168.</param>
    internal static async Task<Ok<NewDeviceAccess>> RotateDeviceCredential(ApiCaller caller, DeviceAccessList devices, int id, CancellationToken cancellationToken, int overlapHours = 24) =>
        TypedResults.Ok(await devices.RotateAsync(caller.Value, id, overlapHours, cancellationToken));

    /// <summary>Ends a credential at once and its connections within seconds.</summary>
    internal static async Task<NoContent> RevokeDeviceCredential(ApiCaller caller, DeviceAccessList devices, int id, CancellationToken cancellationToken)
    {
        await devices.RevokeAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Registers a quarantined device as an asset; fields of one of another dialect become the points that are suggested for its type.</summary>
    internal static async Task<Created<CreatedAsset>> Adopt(ApiCaller caller, QuarantineAdoption quarantine, int id, AssetDraft draft, CancellationToken cancellationToken)
    {
        var asset = await quarantine.AdoptAsync(caller.Value, id, draft, cancellationToken);
        return TypedResults.Created($"/api/assets/{asset}", new CreatedAsset(asset));
    }

    /// <summary>Takes a device off the list; it comes back if it sends again.</summary>
    internal static async Task<NoContent> Dismiss(ApiCaller caller, QuarantineAdoption quarantine, int id, CancellationToken cancellationToken)
    {
        await quarantine.DismissAsync(caller.Value, id, cancellationToken);
        return TypedResults.NoContent();
    }
}
