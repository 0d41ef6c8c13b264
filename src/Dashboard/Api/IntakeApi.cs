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
