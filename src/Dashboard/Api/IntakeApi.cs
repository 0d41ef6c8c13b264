using Facilities.Dashboard.Access;
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

    /// <summary>Registers a quarantined device as an asset.</summary>
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
