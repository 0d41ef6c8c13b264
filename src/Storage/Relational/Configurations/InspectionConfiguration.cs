using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class InspectionConfiguration : IEntityTypeConfiguration<InspectionSchedule>, IEntityTypeConfiguration<InspectionItem>, IEntityTypeConfiguration<HouseRule>,
    IEntityTypeConfiguration<InspectionFile>, IEntityTypeConfiguration<InspectionCorrection>, IEntityTypeConfiguration<InspectionProof>, IEntityTypeConfiguration<PatrolRound>,
    IEntityTypeConfiguration<UnclaimedWork>, IEntityTypeConfiguration<WorkLook>, IEntityTypeConfiguration<RecordLook>
{
    public void Configure(EntityTypeBuilder<InspectionSchedule> builder)
    {
        builder.ToTable("inspection_schedules");
        builder.Property(schedule => schedule.TemplateKey).HasMaxLength(64);
        builder.Property(schedule => schedule.Interval).HasMaxLength(200).HasConversion(interval => interval.ToString(), text => InspectionInterval.Parse(text));
        builder.Property(schedule => schedule.Terms).AsJson();
        builder.Property(schedule => schedule.Rests).AsJson();
        // Who plans while a record moves the row plans again.
        builder.Property(schedule => schedule.AnchorDate).IsConcurrencyToken();
        builder.Property(schedule => schedule.PlanAgainAt).IsConcurrencyToken();
        builder.Property(schedule => schedule.Season).HasMaxLength(12).HasConversion(season => season!.Value.ToString(), text => YearSeason.Parse(text));
        builder.HasIndex(schedule => new { schedule.AssetId, schedule.TemplateKey }).IsUnique();
        // Asked every minute, and empty but once a day.
        builder.HasIndex(schedule => schedule.PlanAgainAt);
        builder.HasOne<Asset>().WithMany().HasForeignKey(schedule => schedule.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InspectionFile> builder)
    {
        builder.ToTable("inspection_files");
        builder.HasKey(file => new { file.ItemId, file.Sha256 });
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.StepKey).HasMaxLength(64);
        builder.Property(file => file.MediaType).HasMaxLength(64);
        // The same picture in another record is a copy.
        builder.HasIndex(file => file.Sha256);
        builder.HasOne<InspectionItem>().WithMany().HasForeignKey(file => file.ItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InspectionProof> builder)
    {
        builder.ToTable("inspection_proofs");
        builder.HasKey(proof => proof.ItemId);
        builder.Property(proof => proof.ItemId).ValueGeneratedNever();
        builder.Property(proof => proof.TemplateKey).HasMaxLength(64);
        builder.Property(proof => proof.RuleKey).HasMaxLength(64);
        builder.Property(proof => proof.MissingAttribute).HasMaxLength(64);
        builder.Property(proof => proof.Stages).AsJson();
        builder.HasIndex(proof => new { proof.CommunityId, proof.DueDate, proof.TemplateKey, proof.Verdict });
        builder.HasIndex(proof => proof.JudgeAgainAt);
        builder.HasOne<InspectionItem>().WithOne().HasForeignKey<InspectionProof>(proof => proof.ItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InspectionCorrection> builder)
    {
        builder.ToTable("inspection_corrections");
        builder.HasKey(correction => correction.Id);
        builder.Property(correction => correction.Id).ValueGeneratedOnAdd();
        builder.Property(correction => correction.StepKey).HasMaxLength(64);
        builder.Property(correction => correction.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.HasOne<InspectionItem>().WithMany().HasForeignKey(correction => correction.ItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<UnclaimedWork> builder)
    {
        builder.ToTable("unclaimed_works");
        builder.Property(work => work.Id).ValueGeneratedOnAdd();
        builder.Property(work => work.RuleKey).HasMaxLength(64);
        // A day that is searched again finds nothing twice.
        builder.HasIndex(work => new { work.AssetId, work.RuleKey, work.From }).IsUnique();
        builder.HasIndex(work => new { work.CommunityId, work.From });
        builder.HasOne<Asset>().WithMany().HasForeignKey(work => work.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WorkLook> builder)
    {
        builder.ToTable("work_looks");
        builder.HasKey(look => look.AssetId);
        builder.Property(look => look.AssetId).ValueGeneratedNever();
        builder.HasOne<Asset>().WithOne().HasForeignKey<WorkLook>(look => look.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecordLook> builder)
    {
        builder.ToTable("record_looks");
        builder.HasKey(look => look.ItemId);
        builder.Property(look => look.ItemId).ValueGeneratedNever();
        builder.HasIndex(look => look.LookAgainAt);
        builder.HasOne<InspectionItem>().WithOne().HasForeignKey<RecordLook>(look => look.ItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PatrolRound> builder)
    {
        builder.ToTable("patrol_rounds");
        builder.HasKey(round => new { round.CommunityId, round.TemplateKey });
        builder.Property(round => round.TemplateKey).HasMaxLength(64);
        builder.Property(round => round.Points).AsJson();
        builder.HasOne<Community>().WithMany().HasForeignKey(round => round.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HouseRule> builder)
    {
        builder.ToTable("house_rules");
        builder.HasKey(rule => new { rule.OrganisationId, rule.TemplateKey, rule.From });
        builder.Property(rule => rule.TemplateKey).HasMaxLength(64);
        builder.Property(rule => rule.Interval).HasMaxLength(200).HasConversion(interval => interval.ToString(), text => InspectionInterval.Parse(text));
        builder.HasOne<Organisation>().WithMany().HasForeignKey(rule => rule.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InspectionItem> builder)
    {
        builder.ToTable("inspection_items");
        builder.Property(item => item.TemplateKey).HasMaxLength(64);
        // Two who record it at once: one of them is told that it is done.
        builder.Property(item => item.State).IsConcurrencyToken();
        builder.Property(item => item.Signatures).AsUserSet();
        builder.Property(item => item.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(item => item.Files).AsJson();
        builder.Property(item => item.Scans).AsJson();
        builder.Property(item => item.Doubts).AsJson();
        builder.Property(item => item.CoveredBy).HasMaxLength(64);
        builder.Property(item => item.PermitNumber).HasMaxLength(100);
        // The same due is never planned twice, however often the planner runs and in however many processes.
        builder.HasIndex(item => new { item.ScheduleId, item.DueDate }).IsUnique();
        // A district's year is counted from the index alone.
        builder.HasIndex(item => new { item.CommunityId, item.DueDate, item.TemplateKey, item.State });
        // The plan of a year, by day.
        builder.HasIndex(item => new { item.CommunityId, item.PlannedDate, item.State });
        builder.HasIndex(item => new { item.State, item.DueAt });
        // Where else somebody was at that time.
        builder.HasIndex(item => new { item.DoneBy, item.EndedAt });
        builder.HasIndex(item => item.EndedAt);
        builder.HasIndex(item => new { item.AssignedTo, item.PlannedDate });
        builder.HasOne<InspectionSchedule>().WithMany().HasForeignKey(item => item.ScheduleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Asset>().WithMany().HasForeignKey(item => item.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.OwnsMany(item => item.Steps, step =>
        {
            step.ToTable("inspection_step_results");
            step.WithOwner().HasForeignKey(result => result.ItemId);
            step.HasKey(result => result.Id);
            step.Property(result => result.Id).ValueGeneratedOnAdd();
            step.Property(result => result.StepKey).HasMaxLength(64);
            step.Property(result => result.Note).HasMaxLength(Attachments.MaximumNoteLength);
        });
    }
}
