using Facilities.Detection;
using Facilities.Domain.Models;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational.Models;

namespace Facilities.Operations.Models;

/// <summary>One look at an asset with the models of one baseline: the active one and the shadow beside it judge the same hours. Changes the models; for one use, by one thread.</summary>
internal sealed class BaselineLook(AssetEntry asset, ModelShape shape, IEnumerable<AssetModel> models, ModelFacts facts, ModelOptions options, DateTimeOffset now)
{
    private readonly List<Finding> _told = [];
    private readonly List<Judged> _judged = [.. models.Select(model => new Judged(model))];

    /// <summary>Judges the hours before <paramref name="until"/> that each model hasn't judged.</summary>
    /// <returns>What is to be told.</returns>
    public IReadOnlyList<Finding> Through(ModelHours hours, int until)
    {
        foreach (var judged in _judged) Mark(judged.Model);
        foreach (var row in hours.Rows(shape).Where(row => row.Hour < until && !facts.Unhealthy.IsWorkedOn(row.Hour)))
        {
            foreach (var judged in _judged.ToList()) Judge(judged, row);
        }

        foreach (var judged in _judged)
        {
            judged.Model.Watch = ModelText.Write(judged.Watch);
            judged.Model.DriftSince = ResidualWatch.IsDrifted(judged.Watch) ? judged.Model.DriftSince ?? now : null;
        }

        return _told;
    }

    private string Key => ModelFindings.KeyOf(_judged[0].Model.Baseline);

    /// <summary>People's marks move the limit, and take the right to alarm away.</summary>
    private void Mark(AssetModel model)
    {
        var marks = facts.Ended.Where(fault => fault.RuleKey == ModelFindings.KeyOf(model.Baseline) && fault.EndedAt > model.MarksFrom).ToList();
        model.FalseAlarms = marks.Count(fault => fault.IsFalseAlarm);
        model.Real = marks.Count - model.FalseAlarms;
        model.Limit = ModelTrust.LimitOf(model.TrainedLimit, model.Real, model.FalseAlarms);
        if (model.State == ModelState.Active && ModelTrust.IsDistrusted(model.Real, model.FalseAlarms)) ModelLife.Distrust(model, options.Shadow, now);
    }

    private void Judge(Judged judged, ModelRow row)
    {
        var model = judged.Model;
        if (model.State == ModelState.Retired || ModelFindings.EndOf(row.Hour) <= model.ScannedThrough.ToUnixTimeMilliseconds()) return;
        var before = judged.Watch;
        var step = ResidualWatch.Advance(shape, judged.Fit, model.Limit, before, row);
        judged.Watch = step.State;
        if (step.Score is null) return;
        if (model.State == ModelState.Active) Active(judged, before, step, row);
        else Shadow(judged, step, row);
    }

    private void Active(Judged judged, ResidualState before, ResidualStep step, ModelRow row)
    {
        if (step.Went == true)
        {
            Tell(judged, step, row);
            foreach (var other in _judged.Where(other => other.Model.State == ModelState.Shadow)) other.Model.OtherAlarms++;
        }

        if (step.Went == false && before.OnsetHour is { } onset) _told.Add(ModelFindings.Gone(asset.Source, Key, ModelFindings.EndOf(onset), ModelFindings.EndOf(row.Hour)));
    }

    private void Shadow(Judged judged, ResidualStep step, ModelRow row)
    {
        var model = judged.Model;
        model.ShadowHours++;
        if (step.Went == true && !facts.HasOpenFault) model.ShadowAlarms++;
        if (ModelFindings.EndOf(row.Hour) < model.ShadowUntil.ToUnixTimeMilliseconds() || model.ShadowHours < options.ShadowHours) return;
        var active = _judged.Find(other => other.Model.State == ModelState.Active);
        if (!ModelTrust.MayAlarm(model.ShadowAlarms, active is null ? null : model.OtherAlarms))
        {
            ModelLife.Retire(model, ModelEnd.Restless, now);
            return;
        }

        // The finding of the one before, if it stands, is told as over by the scan: it is no active model's any more.
        if (active is not null) ModelLife.Retire(active.Model, ModelEnd.Replaced, now);
        ModelLife.Activate(model, now);
        if (judged.Watch.OnsetHour is not null) Tell(judged, step, row);
    }

    private void Tell(Judged judged, ResidualStep step, ModelRow row) =>
        _told.Add(ModelFindings.Raised(asset.Source, asset.Template, judged.Model.Baseline, shape, judged.Fit, judged.Model.Limit, step, row));

    private sealed class Judged(AssetModel model)
    {
        public AssetModel Model { get; } = model;

        public ResidualFit Fit { get; } = ModelText.FitOf(model);

        public ResidualState Watch { get; set; } = ModelText.WatchOf(model);
    }
}
