using Facilities.Domain.Models;
using Facilities.Storage.Relational.Models;

namespace Facilities.Operations.Models;

/// <summary>A stored model's changes of state, each by the table.</summary>
internal static class ModelLife
{
    public static void Activate(AssetModel model, DateTimeOffset now)
    {
        model.State = ModelTransitions.Require(model.State, ModelAction.Activate);
        (model.ActiveSince, model.RetiredAt, model.End) = (now, null, null);
    }

    public static void Retire(AssetModel model, ModelEnd end, DateTimeOffset now)
    {
        model.State = ModelTransitions.Require(model.State, ModelAction.Retire);
        (model.RetiredAt, model.End, model.DriftSince) = (now, end, null);
    }

    /// <summary>Its watch begins anew: what it missed meanwhile proves nothing.</summary>
    public static void Restore(AssetModel model, DateTimeOffset now)
    {
        model.State = ModelTransitions.Require(model.State, ModelAction.Restore);
        (model.ActiveSince, model.RetiredAt, model.End, model.ScannedThrough) = (now, null, null, now);
        model.Watch = ModelText.Write(new Detection.ResidualState());
        (model.MarksFrom, model.Real, model.FalseAlarms, model.Limit) = (now, 0, 0, model.TrainedLimit);
    }

    public static void Distrust(AssetModel model, TimeSpan shadow, DateTimeOffset now)
    {
        model.State = ModelTransitions.Require(model.State, ModelAction.Distrust);
        (model.ShadowUntil, model.ShadowHours, model.ShadowAlarms, model.OtherAlarms) = (now + shadow, 0, 0, 0);
        // The raised limit stays; the marks have been taken into account.
        (model.MarksFrom, model.TrainedLimit) = (now, model.Limit);
    }
}
